namespace Vigil.Engine.Transactions;

/// <summary>Calendar arithmetic without <see cref="DateTime"/>: microseconds since 1970-01-01 of a date and a time of day.</summary>
internal static class CivilTime
{
    internal const int FirstYear = 1900;
    internal const int LastYear = 2199;
    internal const long MicrosPerSecond = 1_000_000;
    internal const long MicrosPerDay = 86_400 * MicrosPerSecond;
    internal static readonly long Earliest = DaysBefore(FirstYear, 1, 1) * MicrosPerDay;
    internal static readonly long Latest = DaysBefore(LastYear + 1, 1, 1) * MicrosPerDay - 1;

    /// <summary>False when a part is out of range, such as the 30th of February. Leap seconds are out of range too.</summary>
    internal static bool TryCompose(int year, int month, int day, int hour, int minute, int second, int micro, out long micros)
    {
        micros = 0;
        if (year is < FirstYear or > LastYear || (uint)(month - 1) > 11 || day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
            return false;
        if ((uint)hour > 23 || (uint)minute > 59 || (uint)second > 59)
            return false;
        micros = (DaysBefore(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second) * MicrosPerSecond + micro;
        return true;
    }

    /// <summary>The value of two digits at <paramref name="at"/>, or so negative that every sum with it stays out of range.</summary>
    internal static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        int tens = text[at] - '0', ones = text[at + 1] - '0';
        return (uint)tens <= 9 && (uint)ones <= 9 ? tens * 10 + ones : -1_000_000;
    }

    /// <summary>Reads Z, UTC, GMT, ±hh, ±hhmm, ±hh:mm or an abbreviation such as CEST.</summary>
    internal static bool TryZone(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (text is [(byte)'Z' or (byte)'z'] || text.SequenceEqual("UTC"u8) || text.SequenceEqual("GMT"u8))
            return true;
        if (ZoneText.TryAbbreviation(text, out offset))
            return true;
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || (text.Length == 6 && text[3] != ':'))
            return false;
        int hours = TwoDigits(text, 1);
        int minutes = text.Length == 3 ? 0 : TwoDigits(text, text.Length - 2);
        offset = (hours * 60 + minutes) * 60 * MicrosPerSecond * (text[0] == '-' ? -1 : 1);
        return hours is >= 0 and <= 14 && minutes is >= 0 and <= 59;
    }

    /// <summary>Days from 1970-01-01; the year is taken to begin in March, so that the leap day is its last.</summary>
    private static long DaysBefore(int year, int month, int day)
    {
        int y = month <= 2 ? year - 1 : year;
        int m = month <= 2 ? month + 9 : month - 3;
        return 365L * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    }
}

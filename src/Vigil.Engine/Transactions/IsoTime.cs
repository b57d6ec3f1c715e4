namespace Vigil.Engine.Transactions;

/// <summary>Reads ISO 8601: a date, or a date and a time of day with T or a space between, a fraction and a zone.</summary>
internal static class IsoTime
{
    private const int DateLength = 10;
    private const int MinuteLength = 16;
    private const int SecondLength = 19;

    /// <param name="text">The time without spaces around it.</param>
    /// <param name="micros">Microseconds since 1970; in UTC if <paramref name="hasZone"/>, otherwise as the local clock showed.</param>
    /// <param name="hasZone">Whether the text names its zone.</param>
    internal static bool TryParse(ReadOnlySpan<byte> text, out long micros, out bool hasZone)
    {
        hasZone = false;
        micros = 0;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-')
            return false;
        int year = CivilTime.TwoDigits(text, 0) * 100 + CivilTime.TwoDigits(text, 2);
        int month = CivilTime.TwoDigits(text, 5);
        int day = CivilTime.TwoDigits(text, 8);
        if (text.Length == DateLength)
            return CivilTime.TryCompose(year, month, day, 0, 0, 0, 0, out micros);
        if (text.Length < MinuteLength || text[10] is not ((byte)'T' or (byte)' ' or (byte)'t') || text[13] != ':')
            return false;
        int hour = CivilTime.TwoDigits(text, 11);
        int minute = CivilTime.TwoDigits(text, 14);
        bool hasSeconds = text.Length >= SecondLength && text[16] == ':';
        int second = hasSeconds ? CivilTime.TwoDigits(text, 17) : 0;
        var rest = text[(hasSeconds ? SecondLength : MinuteLength)..];
        int fraction = 0;
        if (hasSeconds && rest.Length > 0 && rest[0] is (byte)'.' or (byte)',' && !TryFraction(ref rest, out fraction))
            return false;
        return CivilTime.TryCompose(year, month, day, hour, minute, second, fraction, out micros)
            && (rest.IsEmpty || TryZone(rest, ref micros, out hasZone));
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out int micros)
    {
        micros = 0;
        int count = 0;
        for (; count + 1 < rest.Length && (uint)(rest[count + 1] - '0') <= 9; count++)
            if (count < 6)
                micros = micros * 10 + rest[count + 1] - '0';
        for (int i = count; i < 6; i++)
            micros *= 10;
        rest = rest[(count + 1)..];
        return count > 0;
    }

    private static bool TryZone(ReadOnlySpan<byte> rest, ref long micros, out bool hasZone)
    {
        hasZone = CivilTime.TryZone(rest[0] == ' ' ? rest[1..] : rest, out long offset);
        micros -= offset;
        return hasZone;
    }
}

using System.Globalization;

namespace Vigil.Engine.Transactions;

/// <summary>Times that are numbers: units since 1970, since the beginning of spreadsheets, or since one that is not stated.</summary>
internal sealed class TimeCount
{
    // 1899-12-30, from which spreadsheets count their days.
    private const int ExcelEpoch = 25_569;
    private const int LongestText = 40;
    private const long MicrosPerHour = 3_600 * CivilTime.MicrosPerSecond;

    private static readonly TimeCount[] All =
    [
        new("unix", CivilTime.MicrosPerSecond, "a time in seconds since 1970 such as 1522540831"),
        new("unix_ms", 1_000, "a time in milliseconds since 1970 such as 1522540831000"),
        new("unix_us", 1, "a time in microseconds since 1970 such as 1522540831000000"),
        new("unix_ns", 0, "a time in nanoseconds since 1970 such as 1522540831000000000"),
        new("excel", CivilTime.MicrosPerDay, "a spreadsheet's day number such as 43191.25") { IsLocal = true },
        new("seconds", CivilTime.MicrosPerSecond, "seconds since a beginning, such as 86400") { IsRelative = true },
        new("minutes", 60 * CivilTime.MicrosPerSecond, "minutes since a beginning, such as 1440") { IsRelative = true },
        new("hours", MicrosPerHour, "hours since a beginning, such as 24") { IsRelative = true },
        new("days", CivilTime.MicrosPerDay, "days since a beginning, such as 1") { IsRelative = true },
    ];

    private readonly string _name;
    private readonly long _micros;

    private TimeCount(string name, long micros, string expected) => (_name, _micros, Expected) = (name, micros, expected);

    /// <summary>What is read, in words.</summary>
    public string Expected { get; }

    /// <summary>Whether the beginning is not stated.</summary>
    public bool IsRelative { get; private init; }

    /// <summary>Whether it counts on a local clock.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>The count of that name, or null.</summary>
    public static TimeCount? Of(string? format)
    {
        foreach (var count in All)
            if (count._name == format)
                return count;
        return null;
    }

    /// <summary>Reads a number without a zone.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out long micros) =>
        TryWhole(text, out micros) || TryDecimal(text, out micros);

    /// <summary>The same with a decimal comma, which a count without thousands cannot be mistaken for.</summary>
    private bool TryComma(ReadOnlySpan<byte> text, int comma, out long micros)
    {
        Span<byte> point = stackalloc byte[text.Length];
        text.CopyTo(point);
        point[comma] = (byte)'.';
        return TryDecimal(point, out micros);
    }

    private bool TryWhole(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length is 0 or > 19)
            return false;
        long value = 0;
        foreach (byte b in text)
        {
            if ((uint)(b - '0') > 9)
                return false;
            value = value * 10 + b - '0';
        }
        return value >= 0 && TryScale(value, out micros);
    }

    private bool TryScale(long value, out long micros)
    {
        micros = 0;
        if (_micros == 0)
            micros = value / 1_000;
        else if (value <= CivilTime.Latest / _micros + ExcelEpoch)
            micros = (value - Origin) * _micros;
        else
            return false;
        return true;
    }

    /// <summary>Fractions, minus and exponents; exact, and cut at microseconds as everywhere.</summary>
    private bool TryDecimal(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.Length is > 0 and <= LongestText && text.IndexOf((byte)',') is >= 0 and var comma && !text.Contains((byte)'.'))
            return TryComma(text, comma, out micros);
        if (text.Length is 0 or > LongestText || text[0] == '+'
            || !decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out decimal value)
            || Math.Abs(value) > long.MaxValue / 2)
            return false;
        decimal scaled = _micros == 0 ? value / 1_000 : (value - Origin) * _micros;
        if (Math.Abs(scaled) > CivilTime.Latest)
            return false;
        // A day's fraction is a rounded one: what is meant is the nearest millisecond.
        micros = (long)(IsLocal ? Math.Round(scaled / 1_000) * 1_000 : decimal.Truncate(scaled));
        return true;
    }

    private long Origin => IsLocal ? ExcelEpoch : 0;
}

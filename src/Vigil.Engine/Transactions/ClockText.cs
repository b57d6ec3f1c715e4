using System.Globalization;

namespace Vigil.Engine.Transactions;

/// <summary>Reads a time of day that stands alone: 8:05, 08:05:05.250, 8:05 PM, 080505, or a day's fraction as in spreadsheets.</summary>
internal static class ClockText
{
    /// <summary>What <see cref="TryParse"/> takes, in words.</summary>
    public const string Expected = "a time of day such as 08:05, 08:05:05.250, 8:05 PM or 080505";

    private static readonly TimePattern[] Patterns =
    [
        .. new[]
        {
            "H:mm:ss", "H:mm", "H:mm:ss.f", "H:mm:ss.ff", "H:mm:ss.fff", "H:mm:ss.ffffff", "H:mm:ss.fffffff", "h:mm tt", "h:mm:ss tt",
            "h:mmtt", "h:mm:sstt", "HHmmss", "HHmm", "H.mm.ss", "H.mm",
        }.Select(f => TimePattern.TryCompile("yyyyMMdd " + f, out string _)!),
    ];

    /// <summary>Reads a time of day as microseconds since midnight.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out long micros)
    {
        utf8 = utf8.Trim((byte)' ');
        micros = 0;
        if (utf8.Length is 0 or > 20)
            return false;
        // In a column of a day's fractions a quarter is 0.25; clocks write the hour after midnight 00.25 or 0:25.
        if (utf8 is [(byte)'0', (byte)'.', .. var rest] && !rest.Contains((byte)'.'))
            return TryFraction(utf8, out micros);
        Span<byte> text = stackalloc byte[9 + utf8.Length];
        "19700101 "u8.CopyTo(text);
        utf8.CopyTo(text[9..]);
        foreach (var pattern in Patterns)
            if (pattern.TryParse(text, out micros, out _))
                return true;
        return TryFraction(utf8, out micros);
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        Span<byte> point = stackalloc byte[text.Length];
        text.Replace(point, (byte)',', (byte)'.');
        if (text[0] != '0' || !decimal.TryParse(point, Style, CultureInfo.InvariantCulture, out decimal day) || day >= 1)
            return false;
        micros = (long)Math.Round(day * CivilTime.MicrosPerDay / 1_000) * 1_000;
        return micros < CivilTime.MicrosPerDay;
    }
}

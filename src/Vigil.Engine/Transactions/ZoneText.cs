using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>Reads the names of time zones: UTC, +02:00, GMT-5, CEST, Europe/Berlin. Not thread-safe: it remembers them.</summary>
internal sealed class ZoneText
{
    /// <summary>What is read, in words.</summary>
    public const string Expected = "a time zone such as UTC, +02:00, CEST or Europe/Berlin";

    private const int MostRemembered = 256, LongestName = 64;

    // Abbreviations say the offset itself, summer time included; those with several meanings have the one that exports use.
    private static readonly Dictionary<string, double> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["WET"] = 0, ["WEST"] = 1, ["BST"] = 1, ["CET"] = 1, ["CEST"] = 2, ["MEZ"] = 1, ["MESZ"] = 2,
        ["EET"] = 2, ["EEST"] = 3, ["MSK"] = 3, ["IST"] = 5.5, ["SGT"] = 8, ["HKT"] = 8, ["JST"] = 9, ["KST"] = 9,
        ["AEST"] = 10, ["AEDT"] = 11,
        ["NZST"] = 12, ["NZDT"] = 13, ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8,
        ["PDT"] = -7, ["SAST"] = 2, ["BRT"] = -3,
    };

    private static readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Offsets =
        Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    // As shops and tills of the United States write their zones, and as Windows does.
    private static readonly (string Name, string Zone)[] Spoken =
    [
        ("eastern", "America/New_York"), ("central", "America/Chicago"), ("mountain", "America/Denver"), ("pacific", "America/Los_Angeles"),
        ("alaska", "America/Anchorage"), ("alaskan", "America/Anchorage"), ("hawaii", "Pacific/Honolulu"),
        ("hawaiian", "Pacific/Honolulu"), ("atlantic", "America/Halifax"),
    ];

    private readonly List<(byte[] Text, TimeParser? Parser)> _known = [];
    private int _last;

    /// <summary>A parser whose zone is the named one, or null when there is no such zone.</summary>
    public TimeParser? Find(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.Trim((byte)' ');
        if (_last < _known.Count && utf8.SequenceEqual(_known[_last].Text))
            return _known[_last].Parser;
        for (int i = 0; i < _known.Count; i++)
            if (utf8.SequenceEqual(_known[i].Text))
                return _known[_last = i].Parser;
        var parser = ZoneOf(Encoding.UTF8.GetString(utf8)) is { } zone ? new TimeParser(null, zone) : null;
        if (_known.Count < MostRemembered)
            _known.Add((utf8.ToArray(), parser));
        return parser;
    }

    /// <summary>Reads an abbreviation, in any case; the offset it stands for in microseconds.</summary>
    public static bool TryAbbreviation(ReadOnlySpan<byte> utf8, out long offset)
    {
        offset = 0;
        Span<char> text = stackalloc char[4];
        if (utf8.Length is < 3 or > 4 || !char.IsAsciiLetter((char)utf8[0]) || !Encoding.ASCII.TryGetChars(utf8, text, out int length)
            || !Offsets.TryGetValue(text[..length], out double hours))
            return false;
        offset = (long)(hours * 3_600 * CivilTime.MicrosPerSecond);
        return true;
    }

    /// <summary>The zone of that name, or null.</summary>
    public static TimeZoneInfo? ZoneOf(string text)
    {
        if (Abbreviations.TryGetValue(text, out double hours))
            return Fixed(TimeSpan.FromHours(hours));
        const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;
        string digits = text.StartsWith("UTC", AnyCase) || text.StartsWith("GMT", AnyCase) ? text[3..] : text;
        if (TryOffset(digits, out long offset))
            return Fixed(TimeSpan.FromMicroseconds(offset));
        if (Spoken.FirstOrDefault(s => IsSpoken(text, s.Name)) is { Zone: { } id })
            text = id;
        bool isName = text.Length is > 2 and <= LongestName && char.IsAsciiLetter(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;
    }

    private static bool IsSpoken(string text, string name) =>
        text.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase)
        && text[(name.Length + 1)..].ToUpperInvariant() is "TIME" or "TIME (US & CANADA)" or "TIME (CANADA)" or "STANDARD TIME";

    private static bool TryOffset(string text, out long offset)
    {
        offset = 0;
        string padded = text.Length > 1 && text[0] is '+' or '-' && (text.Length == 2 || text[2] == ':') ? text[0] + "0" + text[1..] : text;
        return padded.Length > 0 && CivilTime.TryZone(Encoding.UTF8.GetBytes(padded), out offset);
    }

    private static TimeZoneInfo Fixed(TimeSpan offset)
    {
        string name = $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
        return offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
    }
}

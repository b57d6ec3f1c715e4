namespace Vigil.Engine.Transactions;

/// <summary>Reads points in time of one format from UTF-8. Allocates nothing. Not thread-safe: it remembers the last zone offset.</summary>
/// <remarks>
/// Formats: null for ISO 8601 (a date, or a date and a time of day with T or a space between, a fraction, Z or an offset);
/// <c>unix</c>, <c>unix_ms</c>, <c>unix_us</c>; otherwise a custom format of the parts d dd M MM MMM MMMM yy yyyy H HH h hh mm ss f… tt zzz
/// and separators, English month names, two-digit years 1950 to 2049. Fractions are cut at microseconds. Years 1900 to 2199.
/// A local time that a clock change skips or repeats is read with the zone's standard offset.
/// </remarks>
public sealed class TimeParser
{
    private const long BlockMicros = 15 * 60 * CivilTime.MicrosPerSecond;

    private readonly TimePattern? _pattern;
    private readonly int _unixDigits = -1;
    private readonly TimeZoneInfo? _zone;
    private long _block = long.MinValue;
    private long _blockOffset;

    /// <summary>A parser of that format.</summary>
    /// <param name="format">The format, or null for ISO 8601; see the remarks.</param>
    /// <param name="zone">The zone of times that name none; null for UTC.</param>
    /// <exception cref="ArgumentException">The format is not one; see <see cref="Problem"/>.</exception>
    public TimeParser(string? format = null, TimeZoneInfo? zone = null)
    {
        _zone = zone is null || zone.Equals(TimeZoneInfo.Utc) ? null : zone;
        _unixDigits = UnixDigits(format);
        if (format is not null && _unixDigits < 0)
            _pattern = TimePattern.TryCompile(format, out string problem)
                ?? throw new ArgumentException($"The time format '{format}': {problem}.");
        Expected = _unixDigits switch
        {
            0 => "a time in seconds since 1970 such as 1522540831, years 1900 to 2199",
            3 => "a time in milliseconds since 1970 such as 1522540831000, years 1900 to 2199",
            6 => "a time in microseconds since 1970 such as 1522540831000000, years 1900 to 2199",
            _ when format is null => "an ISO 8601 time such as 2018-04-01T00:00:31, with Z or +02:00 behind it or not, years 1900 to 2199",
            _ => $"a time as {format}, years 1900 to 2199",
        };
    }

    /// <summary>What <see cref="TryParse"/> takes, in words.</summary>
    public string Expected { get; }

    /// <summary>What is wrong with a format, or null when it can be used.</summary>
    public static string? Problem(string? format) =>
        format is null || UnixDigits(format) >= 0 || TimePattern.TryCompile(format, out string problem) is not null ? null : problem;

    /// <summary>The one format that fits at least <paramref name="share"/> of the samples, or null. Blank samples do not count.</summary>
    /// <param name="samples">Texts of one column in source order.</param>
    /// <param name="share">The share of samples that must fit, in (0, 1].</param>
    /// <param name="zone">The zone of times that name none; null for UTC.</param>
    public static TimeFormat? Detect(IReadOnlyList<string?> samples, double share = 1, TimeZoneInfo? zone = null) =>
        TimeDetection.Detect(samples, share, zone);

    /// <summary>Reads a time with spaces around it or not.</summary>
    /// <returns>False when it is empty, of another format or out of range.</returns>
    public bool TryParse(ReadOnlySpan<byte> utf8, out long micros)
    {
        if (utf8.Length > 0 && (utf8[0] == ' ' || utf8[^1] == ' '))
            utf8 = utf8.Trim((byte)' ');
        bool hasZone = true;
        bool isRead = _unixDigits >= 0 ? TryUnix(utf8, _unixDigits, out micros)
            : _pattern is null ? IsoTime.TryParse(utf8, out micros, out hasZone)
            : _pattern.TryParse(utf8, out micros, out hasZone);
        if (isRead && !hasZone && _zone is not null)
            micros -= Offset(micros);
        return isRead && micros >= CivilTime.Earliest && micros <= CivilTime.Latest;
    }

    private static int UnixDigits(string? format) => format switch { "unix" => 0, "unix_ms" => 3, "unix_us" => 6, _ => -1 };

    private static bool TryUnix(ReadOnlySpan<byte> text, int digits, out long micros)
    {
        micros = 0;
        bool isNegative = text.Length > 0 && text[0] == '-';
        int at = isNegative ? 1 : 0, read = 0, decimals = -1;
        for (; at < text.Length; at++)
        {
            if (text[at] == '.' && decimals < 0 && read > 0)
                decimals = 0;
            else if ((uint)(text[at] - '0') > 9 || ++read > 40)
                return false;
            else if (micros <= CivilTime.Latest && decimals < 6 - digits)
            {
                micros = micros * 10 + text[at] - '0';
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        for (int i = Math.Max(decimals, 0); i < 6 - digits && micros <= CivilTime.Latest; i++)
            micros *= 10;
        micros = isNegative ? -micros : micros;
        return read > 0;
    }

    /// <summary>The zone's offset at a local time; one look-up per quarter of an hour, unless the offset changes within it.</summary>
    private long Offset(long local)
    {
        long block = Math.DivRem(local - CivilTime.Earliest, BlockMicros).Quotient;
        if (block == _block)
            return _blockOffset;
        long start = CivilTime.Earliest + block * BlockMicros;
        long first = OffsetAt(start);
        if (first != OffsetAt(start + BlockMicros - 1))
            return OffsetAt(local);
        (_block, _blockOffset) = (block, first);
        return first;
    }

    private long OffsetAt(long local) =>
        _zone!.GetUtcOffset(new DateTime(DateTime.UnixEpoch.Ticks + local * 10, DateTimeKind.Unspecified)).Ticks / 10;
}

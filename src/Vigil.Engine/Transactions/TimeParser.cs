namespace Vigil.Engine.Transactions;

/// <summary>Reads points in time of one format from UTF-8. Allocates nothing. Not thread-safe: it remembers the last zone offset.</summary>
/// <remarks>
/// Formats: null for ISO 8601 (a date, or a date and a time of day with T or a space between, a fraction, Z or an offset);
/// <c>unix</c>, <c>unix_ms</c>, <c>unix_us</c>, <c>unix_ns</c>, also with exponents; <c>excel</c>, a spreadsheet's day number with the
/// time of day as its fraction; <c>seconds</c>, <c>minutes</c>, <c>hours</c>, <c>days</c> since a beginning that is not stated, taken as
/// 1970-01-01T00:00:00Z, so that hours and weekdays mean nothing; otherwise a custom format of the parts
/// d dd M MM MMM MMMM yy yyyy H HH h hh mm ss f… tt zzz
/// and separators, English month names, behind a weekday's name or not, two-digit years 1950 to 2049. Fractions are cut at
/// microseconds. Years 1900 to 2199.
/// A local time that a clock change skips or repeats is read with the zone's standard offset.
/// </remarks>
public sealed class TimeParser
{
    private const long BlockMicros = 15 * 60 * CivilTime.MicrosPerSecond;

    private readonly TimePattern? _pattern;
    private readonly TimeCount? _count;
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
        _count = TimeCount.Of(format);
        if (format is not null && _count is null)
            _pattern = TimePattern.TryCompile(format, out string problem)
                ?? throw new ArgumentException($"The time format '{format}': {problem}.");
        Expected = _count is not null ? $"{_count.Expected}, years 1900 to 2199"
            : format is null ? "an ISO 8601 time such as 2018-04-01T00:00:31, with Z or +02:00 behind it or not, years 1900 to 2199"
            : $"a time as {format}, years 1900 to 2199";
    }

    /// <summary>What <see cref="TryParse"/> takes, in words.</summary>
    public string Expected { get; }

    /// <summary>What is wrong with a format, or null when it can be used.</summary>
    public static string? Problem(string? format) =>
        format is null || IsCount(format) || TimePattern.TryCompile(format, out string problem) is not null ? null : problem;

    /// <summary>The one format that fits at least <paramref name="share"/> of the samples, or null. Blank samples do not count.</summary>
    /// <param name="samples">Texts of one column in source order.</param>
    /// <param name="share">The share of samples that must fit, in (0, 1].</param>
    /// <param name="zone">The zone of times that name none; null for UTC.</param>
    public static TimeFormat? Detect(IReadOnlyList<string?> samples, double share = 1, TimeZoneInfo? zone = null) =>
        TimeDetection.Detect(samples, share, zone);

    /// <summary>Every format that fits at least <paramref name="share"/> of the samples, the usual ones first.</summary>
    internal static IReadOnlyList<string?> Candidates(IReadOnlyList<string> samples, double share) =>
        TimeDetection.Candidates(samples, share);

    /// <summary>Whether a format is a count of units.</summary>
    internal static bool IsCount(string? format) => TimeCount.Of(format) is not null;

    /// <summary>Whether a format counts from a beginning that is not stated.</summary>
    public static bool IsRelative(string? format) => TimeCount.Of(format) is { IsRelative: true };

    /// <summary>Reads a time with spaces around it or not.</summary>
    /// <returns>False when it is empty, of another format or out of range.</returns>
    public bool TryParse(ReadOnlySpan<byte> utf8, out long micros)
    {
        bool isRead = TryLocal(utf8, out micros, out bool hasZone);
        if (isRead && !hasZone)
            micros = Utc(micros);
        return isRead && IsInRange(micros);
    }

    /// <summary>Reads a time as the clock showed it, where it names no zone.</summary>
    internal bool TryLocal(ReadOnlySpan<byte> utf8, out long micros, out bool hasZone)
    {
        if (utf8.Length > 0 && (utf8[0] == ' ' || utf8[^1] == ' '))
            utf8 = utf8.Trim((byte)' ');
        hasZone = _count is { IsRelative: true } or { IsLocal: false };
        return _count is not null ? _count.TryParse(utf8, out micros)
            : _pattern is null ? IsoTime.TryParse(utf8, out micros, out hasZone)
            : _pattern.TryParse(WeekdayText.Skip(utf8), out micros, out hasZone);
    }

    /// <summary>The instant of a local time in this parser's zone.</summary>
    internal long Utc(long local) => _zone is null ? local : local - Offset(local);

    /// <summary>Whether a time is in a year that is taken.</summary>
    internal static bool IsInRange(long micros) => micros >= CivilTime.Earliest && micros <= CivilTime.Latest;

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

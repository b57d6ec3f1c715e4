using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Whether and how a column can be read as points in time.</summary>
/// <param name="IsTime">Whether nine of ten values can be.</param>
/// <param name="Format">The format, null for ISO 8601.</param>
/// <param name="Reason">In words.</param>
internal readonly record struct TimeEvidence(bool IsTime, string? Format, string Reason)
{
    private const int MostSamples = 200;
    private const double NeededShare = 0.9;
    private const string Months = "jan feb mar apr may jun jul aug sep oct nov dec";

    /// <summary>Looks at a column's values; small counts (seconds or steps since some start) pass only with a name that says
    /// time.</summary>
    public static TimeEvidence Of(ColumnProfile column)
    {
        var samples = column.Values.Take(MostSamples).ToArray();
        double name = RoleVocabulary.All[FieldRole.Time].Score(column.Words);
        bool mayBe = column.IsNumber ? name > 0 || HasDateLength(column)
            : column.IpShare < 0.5 && samples.Count(MayBeTime) >= NeededShare * samples.Length;
        if (samples.Length == 0 || !mayBe)
            return default;
        if (TimeParser.Detect(samples, NeededShare) is { } found)
            return new TimeEvidence(true, found.Format, found.Reason);
        bool isCount = column.IsNumber && column.NumberShare == 1 && column.Least >= 0 && column.IsOrdered && name >= 0.65;
        return isCount ? new TimeEvidence(true, "unix", "numbers that never fall, read as seconds") : default;
    }

    /// <summary>A quick look that spares most texts the trial of every format: digits enough for a date, after a digit or a month's
    /// name.</summary>
    private static bool MayBeTime(string text) =>
        text.Length is >= 6 and <= 40 && text.Count(char.IsAsciiDigit) >= 3
        && (char.IsAsciiDigit(text[0]) || Months.Contains(text[..3], StringComparison.OrdinalIgnoreCase));

    private static bool HasDateLength(ColumnProfile column) =>
        column.Values.All(v => v.Length is 12 or 14 && v.StartsWith("20", StringComparison.Ordinal));
}

using System.Collections.Immutable;
using System.Globalization;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Whether and how a column can be read as points in time.</summary>
/// <param name="IsTime">Whether nine of ten values can be.</param>
/// <param name="Format">The format, null for ISO 8601.</param>
/// <param name="Reason">In words.</param>
/// <param name="Reads">How many values it reads.</param>
internal readonly record struct TimeEvidence(bool IsTime, string? Format, string Reason, long Reads)
{
    private const double NeededShare = 0.9, LeastCountName = 0.65;
    private const int SixDigits = 6;
    private const double FirstExcelDay = 30_000, LastExcelDay = 65_000;
    private const string Months = "jan feb mar apr may jun jul aug sep oct nov dec";
    private static readonly string[] DateWords =
        ["date", "datum", "fecha", "data", "dato", "datetime", "tag", "dag", "pvm", "paivays", "paiva", "tarih"];
    private readonly ImmutableArray<string?> _candidates;

    /// <summary>The formats that read most of the sample; which of them reads most of all rows has to be counted.</summary>
    public IEnumerable<string?> Candidates
    {
        get => _candidates.IsDefault ? [] : _candidates;
        private init => _candidates = [.. value];
    }

    /// <summary>Looks at a column's values; small counts (seconds or steps since some start) pass only with a name that says time, or
    /// where the user says so.</summary>
    public static TimeEvidence Of(ColumnProfile column, bool isStated)
    {
        var samples = column.Values;
        double name = isStated ? 1 : RoleVocabulary.All[FieldRole.Time].Score(column.Words);
        bool mayBe = column.IsNumber ? name > 0 || HasDateLength(column)
            : isStated || (column.IpShare < 0.5 && samples.Count(MayBeTime) >= NeededShare * samples.Count);
        if (samples.Count == 0 || !mayBe)
            return default;
        if (column.IsNumber && IsExcel(column, isStated))
            return new TimeEvidence(true, "excel", "spreadsheet day numbers, counted from 1899-12-30", column.Numbers.Numbers)
            {
                Candidates = ["excel"],
            };
        if (TimeParser.Detect(samples, NeededShare) is { } found
            && (!(column.IsNumber && found.Format?.Length == SixDigits) || name >= LeastCountName))
            return Settle(column, found);
        bool isCount = column.IsNumber && column.Least >= 0 && (isStated || (column.IsOrdered && name >= LeastCountName));
        return isCount ? Count(column) : default;
    }

    /// <summary>The format of the sample, unless another one reads more of all values.</summary>
    private static TimeEvidence Settle(ColumnProfile column, TimeFormat found)
    {
        var candidates = TimeParser.Candidates(column.Values, NeededShare);
        var evidence = new TimeEvidence(true, found.Format, found.Reason, found.Fits) { Candidates = candidates };
        if (column.Tally is not { } tally || !tally.Times.Any())
            return evidence;
        var best = tally.Times.MaxBy(t => t.Reads);
        long reads = tally.Times.Where(t => t.Format == found.Format).Select(t => t.Reads).FirstOrDefault();
        if (best.Reads <= reads)
            return evidence with { Reads = reads };
        string reason = string.Create(CultureInfo.InvariantCulture,
            $"{best.Reads:#,0} of all values read as {best.Format ?? "ISO 8601"}, {reads:#,0} as {found.Format ?? "ISO 8601"}");
        return evidence with { Format = best.Format, Reason = reason, Reads = best.Reads };
    }

    private static string UnitOf(IReadOnlyList<string> words)
    {
        if (words.Any(w => w is "day" or "days"))
            return "days";
        if (words.Any(w => w is "hour" or "hours" or "step"))
            return "hours";
        return words.Any(w => w is "minute" or "minutes" or "min") ? "minutes" : "seconds";
    }

    private static TimeEvidence Count(ColumnProfile column)
    {
        string unit = UnitOf(column.Words.Words);
        string reason = $"numbers{(column.IsOrdered ? " that never fall" : "")}, read as {unit} since a beginning that is not stated: "
            + "hours and weekdays mean nothing";
        return new TimeEvidence(true, unit, reason, column.Numbers.Numbers) { Candidates = [unit] };
    }

    private static bool IsExcel(ColumnProfile column, bool isStated) =>
        column.Least >= FirstExcelDay && column.Most <= LastExcelDay
        && (SaysDate(column) || (isStated && !column.IsOrdered && column.HasFractions))
        && RoleVocabulary.All[FieldRole.Time].Score(column.Words) >= (isStated ? 0 : LeastCountName);

    private static bool SaysDate(ColumnProfile column) =>
        column.Words.Words.Any(w => DateWords.Any(d => w.EndsWith(d, StringComparison.Ordinal)));

    /// <summary>A quick look that spares most texts the trial of every format: digits enough for a date, after a digit, a month
    /// or a weekday.</summary>
    private static bool MayBeTime(string text) =>
        text.Length is >= 6 and <= 40 && text.Count(char.IsAsciiDigit) >= 3
        && (char.IsAsciiDigit(text[0]) || Months.Contains(text[..3], StringComparison.OrdinalIgnoreCase) || WeekdayText.IsAtStart(text));

    private static bool HasDateLength(ColumnProfile column) =>
        column.Values.All(v => v.Length is 12 or 14 && v.StartsWith("20", StringComparison.Ordinal));
}

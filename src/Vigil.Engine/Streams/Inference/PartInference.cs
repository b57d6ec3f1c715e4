using System.Collections.Immutable;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>A column that another field is read from, and why.</summary>
/// <param name="Field">The field.</param>
/// <param name="Reason">In words.</param>
internal readonly record struct ColumnPart(string Field, string Reason);

/// <summary>Finds columns that belong together: money out and money in, an amount and the word for its direction, date, time of day and
/// zone.</summary>
internal sealed class PartInference(IReadOnlyList<ColumnProfile> columns, int rows)
{
    private const double MostBothSides = 0.01;
    private const int MostSides = 12;
    private static readonly string[] ClockWords =
        ["time", "clock", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd", "tid", "godzina", "saat"];
    private static readonly string[] ZoneWords = ["zone", "timezone", "tz", "zeitzone", "offset", "fuseau", "huso"];

    /// <summary>The columns of money that goes out and of money that comes in; of each row at most one has an amount.</summary>
    public (ColumnProfile Debit, ColumnProfile Credit)? Sides()
    {
        var debits = columns.Where(c => DirectionWords.IsDebit(c.Words) && IsSide(c));
        return debits.SelectMany(d => columns.Where(c => DirectionWords.IsCredit(c.Words) && IsSide(c)).Select(c => (Debit: d, Credit: c)))
            .Where(p => p.Debit != p.Credit && p.Debit.Values.Count + p.Credit.Values.Count > 0 && AreApart(p.Debit, p.Credit))
            .Cast<(ColumnProfile, ColumnProfile)?>().FirstOrDefault();
    }

    /// <summary>The column whose words give amounts of one sign their direction, with the words.</summary>
    public FieldParts? Sign(ColumnProfile amount)
    {
        if (amount.Numbers is { Negatives: > 0, Positives: > 0 })
            return null;
        return columns.Where(c => c != amount && !c.IsNumber).Select(SignOf).OfType<FieldParts>().OrderBy(p => p.Positive.IsEmpty)
            .FirstOrDefault();
    }

    /// <summary>The columns of two words that say no more than the sign of the amount does, such as DEBIT and CREDIT.</summary>
    public IEnumerable<ColumnProfile> Echoes(ColumnProfile amount) =>
        amount.Numbers is { Negatives: > 0, Positives: > 0 }
            ? columns.Where(c => c != amount && !c.IsNumber && c.Distinct == 2 && IsEcho(c, amount)) : [];

    private bool IsEcho(ColumnProfile column, ColumnProfile amount)
    {
        int[] agreements = [.. Enumerable.Range(0, rows).Where(r => IsThere(amount.NumberAt(r)))
            .Select(r => DirectionWords.SideOf(column.TextAt(r)) * Math.Sign(amount.NumberAt(r)))];
        int same = agreements.Count(a => a > 0), opposite = agreements.Count(a => a < 0);
        return same + opposite == agreements.Length && Math.Min(same, opposite) <= MostBothSides * agreements.Length;
    }

    /// <summary>The column with the time of day of a time that has only dates.</summary>
    public ColumnProfile? Clock(ColumnProfile time) =>
        !time.Time.IsTime || HasClock(time) ? null
        : columns.FirstOrDefault(c => c != time && c.Values.Count > 0 && c.Words.Words.Any(ClockWords.Contains) && c.Values.All(IsClock));

    /// <summary>The column with the zone of a time that names none.</summary>
    public ColumnProfile? Zone(ColumnProfile time) =>
        !time.Time.IsTime || (TimeParser.IsCount(time.Time.Format) && time.Time.Format != "excel") ? null
        : columns.FirstOrDefault(c => c != time && c.Values.Count > 0 && c.Words.Words.Any(ZoneWords.Contains)
            && c.Values.All(v => ZoneText.ZoneOf(v) is not null));

    /// <summary>Whether a column is named like a zone and nothing else, so that it must not be passed over in silence.</summary>
    public static bool IsNamedZone(ColumnProfile column) => column.Words.Joined is "timezone" or "tz" or "zeitzone" or "timezonename";

    private static bool IsSide(ColumnProfile column) => column.Values.Count == 0 || (column.IsNumber && !column.Time.IsTime);

    private bool AreApart(ColumnProfile debit, ColumnProfile credit)
    {
        int both = Enumerable.Range(0, rows).Count(r => IsThere(debit.NumberAt(r)) && IsThere(credit.NumberAt(r)));
        return both <= MostBothSides * rows;
    }

    private static bool IsThere(double value) => !double.IsNaN(value) && value != 0;

    /// <summary>
    /// Where all values are directions, what comes in is positive and what goes out negative. A column of kinds, some of which give money
    /// back, turns these around and leaves the others as they are written.
    /// </summary>
    private static FieldParts? SignOf(ColumnProfile column)
    {
        string[] values = [.. column.Values.Distinct(StringComparer.OrdinalIgnoreCase)];
        bool isNamed = DirectionWords.NamesDirection(column.Words);
        // A dash alone reads as a missing value, so that a column of + and - has but one.
        if (isNamed && values is ["+"])
            return new FieldParts { Sign = column.Name, Positive = ["+"] };
        if (values.Length is < 2 or > MostSides)
            return null;
        int[] sides = [.. values.Select(DirectionWords.SideOf)];
        bool isPure = sides.All(s => s != 0) && sides.Contains(1) && sides.Contains(-1)
            && (isNamed || values.Any(v => v.Length > 1 || v is "+"));
        // Among kinds a letter alone is a code: the C of W, H, C, S, R is no credit.
        ImmutableArray<string> returns = [.. values.Where((v, i) => sides[i] > 0 && v.Length > 1).Order(StringComparer.Ordinal)];
        bool isKind = !returns.IsEmpty && (isNamed || RoleEvidence.NameScore(FieldRole.Type, column) >= RoleEvidence.SureName);
        ImmutableArray<string> words = [.. values.Where((_, i) => sides[i] > 0).Order(StringComparer.Ordinal)];
        return isPure ? new FieldParts { Sign = column.Name, Positive = words }
            : isKind ? new FieldParts { Sign = column.Name, Negative = returns } : null;
    }

    private static bool HasClock(ColumnProfile time) => time.Time.Format switch
    {
        null => time.Values.Any(v => v.Length > 10),
        "excel" => time.HasFractions,
        var format => TimeParser.IsCount(format) || format.Contains('h', StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsClock(string text) =>
        ClockText.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _) && text.AsSpan().ContainsAny(":.,mM") | text.Length is 4 or 6;
}

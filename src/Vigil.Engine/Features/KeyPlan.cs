using System.Collections.Immutable;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>A sum that a window keeps of a ring column: n, Σx, Σ|x|, its peak and, for deviations, Σx².</summary>
internal readonly record struct SumPlan(int Column, int Cell, int Cells);

/// <summary>One event-time window (t − delay − length, t − delay] of a key and what it keeps. Times in microseconds.</summary>
internal sealed record WindowPlan(
    int Index, long Length, long Delay, int Cell, ImmutableArray<SumPlan> Sums, ImmutableArray<int> Sorted, ImmutableArray<int> Distinct)
{
    public bool KeepsBags { get; } = Sorted.Length + Distinct.Length > 0;
}

/// <summary>The last N values of a number column, and the row cells that lead to them.</summary>
internal readonly record struct HistoryPlan(int Column, int Last, int Cell);

/// <summary>How often the entity has been seen with each text of a text column; the row cell counts all of them.</summary>
internal readonly record struct PairPlan(int Column, int Cell);

/// <summary>One feature of a key, resolved to the places it reads. <c>Part</c> indexes windows, histories or pairs; <c>Slot</c> what is kept there.</summary>
internal readonly record struct FeatureOperation(Aggregation Aggregation, int Output, int Part, int Slot, double Percentile);

/// <summary>
/// Everything that the features of one entity key need, laid out: the columns of its ring, its windows, and the cells of its row.
/// Compiled once; the row's fixed cells are the constants below.
/// </summary>
internal sealed class KeyPlan
{
    public const int Address = 0, Capacity = 1, Head = 2, Next = 3, LastTime = 4, FirstTime = 5, Seen = 6, FixedCells = 7;

    private readonly TransactionSchema _schema;
    private readonly List<int> _numbers = [];
    private readonly List<int> _texts = [];

    public KeyPlan(TransactionSchema schema, ImmutableArray<string> entity, IReadOnlyList<(FeatureSpec Feature, int Output)> features)
    {
        _schema = schema;
        Entity = entity;
        RowCells = FixedCells;
        Windows = [.. features.Where(f => f.Feature.Window.Length is not null).GroupBy(f => Span(f.Feature)).OrderBy(g => g.Key).Select(PlanWindow)];
        Histories = [.. features.Where(f => f.Feature.Window.Last > 0).Select(f => (NumberColumn(f.Feature), f.Feature.Window.Last)).Distinct().Select(PlanHistory)];
        Pairs = [.. features.Where(f => IsPair(f.Feature)).Select(f => TextColumn(f.Feature)).Distinct().Select(column => new PairPlan(column, Take(1)))];
        PlaceCell = features.Any(f => f.Feature.Aggregation is Aggregation.Distance or Aggregation.Speed) ? Take(4) : -1;
        Past = [.. features.Where(f => f.Feature.Window.Length is null).Select(f => Resolve(f.Feature, f.Output))];
        Windowed = [.. features.Where(f => f.Feature.Window.Length is not null).Select(f => Resolve(f.Feature, f.Output))];
        Retention = Windows.Select(w => w.Length + w.Delay).DefaultIfEmpty(0).Max();
    }

    /// <summary>The key's fields; <c>*</c> alone is the whole stream.</summary>
    public ImmutableArray<string> Entity { get; }

    public ImmutableArray<WindowPlan> Windows { get; }

    public ImmutableArray<HistoryPlan> Histories { get; }

    public ImmutableArray<PairPlan> Pairs { get; }

    /// <summary>Features that compare the event with what the entity did before it.</summary>
    public ImmutableArray<FeatureOperation> Past { get; }

    /// <summary>Features of event-time windows.</summary>
    public ImmutableArray<FeatureOperation> Windowed { get; }

    /// <summary>Microseconds that the ring must reach back for its windows.</summary>
    public long Retention { get; }

    public int RowCells { get; private set; }

    /// <summary>First of the cells that hold the last place: latitude, longitude, time, whether known; −1 when not kept.</summary>
    public int PlaceCell { get; }

    /// <summary>Number slots that the ring stores, in order; −1 is the label.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    /// <summary>Text slots that the ring stores behind the numbers, in order.</summary>
    public IReadOnlyList<int> Texts => _texts;

    /// <summary>Cells of one event: its time, numbers, texts.</summary>
    public int EventCells => 1 + _numbers.Count + _texts.Count;

    private static (long Length, long Delay) Span(FeatureSpec feature) =>
        (Microseconds(feature.Window.Length!.Value), Microseconds(feature.Delay));

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private WindowPlan PlanWindow(IGrouping<(long Length, long Delay), (FeatureSpec Feature, int Output)> group, int index)
    {
        int cell = Take(2);
        var sums = group.Where(f => IsSum(f.Feature.Aggregation)).GroupBy(f => NumberColumn(f.Feature))
            .Select(g => (Column: g.Key, Squares: g.Any(f => f.Feature.Aggregation is Aggregation.Std or Aggregation.Zscore)))
            .Select(s => (s.Column, Cells: s.Squares ? WindowSum.CellsWithSquares : WindowSum.CellsWithoutSquares))
            .Select(s => new SumPlan(s.Column, Take(s.Cells), s.Cells));
        var (sorted, distinct) = (Columns(group, IsSorted, NumberColumn), Columns(group, IsDistinct, TextColumn));
        return new WindowPlan(index, group.Key.Length, group.Key.Delay, cell, [.. sums], sorted, distinct);
    }

    private static ImmutableArray<int> Columns(
        IEnumerable<(FeatureSpec Feature, int Output)> group, Func<Aggregation, bool> belongs, Func<FeatureSpec, int> column) =>
        [.. group.Where(f => belongs(f.Feature.Aggregation)).Select(f => column(f.Feature)).Distinct()];

    private HistoryPlan PlanHistory((int Column, int Last) history) => new(history.Column, history.Last, Take(History.RowCells));

    private int Take(int cells) => (RowCells += cells) - cells;

    private FeatureOperation Resolve(FeatureSpec feature, int output)
    {
        var kind = feature.Aggregation;
        if (feature.Window.Last > 0)
            return new(kind, output, Index(Histories, h => h.Column == NumberColumn(feature) && h.Last == feature.Window.Last), 0, 0);
        if (IsPair(feature))
            return new(kind, output, Index(Pairs, p => p.Column == TextColumn(feature)), 0, 0);
        if (feature.Window.Length is null)
            return new(kind, output, -1, -1, 0);
        int part = Index(Windows, w => (w.Length, w.Delay) == Span(feature));
        var window = Windows[part];
        int slot = IsSum(kind) ? Index(window.Sums, s => s.Column == NumberColumn(feature))
            : IsSorted(kind) ? window.Sorted.IndexOf(NumberColumn(feature))
            : IsDistinct(kind) ? window.Distinct.IndexOf(TextColumn(feature))
            : -1;
        return new(kind, output, part, slot, feature.Percentile);
    }

    private static int Index<T>(ImmutableArray<T> items, Predicate<T> match) => Array.FindIndex([.. items], match);

    public static bool IsSum(Aggregation kind) =>
        kind is Aggregation.Sum or Aggregation.Mean or Aggregation.Std or Aggregation.Zscore or Aggregation.Risk;

    private static bool IsSorted(Aggregation kind) => kind is Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile;

    private static bool IsDistinct(Aggregation kind) => kind is Aggregation.Distinct;

    private static bool IsPair(FeatureSpec feature) => feature is { Aggregation: Aggregation.Rarity or Aggregation.FirstSeen, Field: not null };

    private int NumberColumn(FeatureSpec feature) =>
        Place(_numbers, feature.Aggregation == Aggregation.Risk ? -1 : Slot(feature, FieldType.Number));

    private int TextColumn(FeatureSpec feature) => Place(_texts, Slot(feature, FieldType.Text));

    private static int Place(List<int> slots, int slot)
    {
        if (!slots.Contains(slot))
            slots.Add(slot);
        return slots.IndexOf(slot);
    }

    private int Slot(FeatureSpec feature, FieldType type)
    {
        int index = feature.Field is null ? -1 : _schema.IndexOf(feature.Field);
        return index >= 0 && _schema.Fields[index].Type == type && _schema.Slot(index) >= 0
            ? _schema.Slot(index)
            : throw new ArgumentException($"The feature '{feature.Name}' needs a {(type == FieldType.Text ? "text" : "number")} field, not '{feature.Field}'.");
    }
}

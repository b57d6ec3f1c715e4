using System.Collections.Immutable;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>A <see cref="WindowSum"/> that a window keeps of a ring column, with a <see cref="SquareSum"/> behind it or not.</summary>
internal readonly record struct SumPlan(int Column, int Cell, bool HasSquares)
{
    /// <summary>Where the squares are, if there are any.</summary>
    public int SquaresCell => Cell + WindowSum.Cells;
}

/// <summary>The values of a number column in order, which a window keeps in the bag of that number: <see cref="SortedBag"/>.</summary>
internal readonly record struct SortedPlan(int Column, int Bag);

/// <summary>The different symbols of a text column that a window keeps: <see cref="SymbolCounts"/> behind the row's cell.</summary>
internal readonly record struct DistinctPlan(int Column, int Cell);

/// <summary>One event-time window (t − delay − length, t − delay] of a key and what it keeps. Times in microseconds.</summary>
internal sealed record WindowPlan(long Length, long Delay, int Cell, SumPlan[] Sums, SortedPlan[] Sorted, DistinctPlan[] Distinct)
{
    /// <summary>Whether it keeps more than sums.</summary>
    public bool KeepsMore { get; } = Sorted.Length + Distinct.Length > 0;
}

/// <summary>The last N values of a number column (of a key of sizes, their logarithms), and the row cells that lead to them.</summary>
internal readonly record struct HistoryPlan(int Column, int Last, int Cell);

/// <summary>How often the entity has been seen with each text of a text column; the row cell counts all of them.</summary>
internal readonly record struct PairPlan(int Column, int Cell);

/// <summary>
/// One feature of a key, resolved to the places it reads. <c>Part</c> indexes windows, histories or pairs. Of a window: the cell of its
/// <see cref="WindowEnds"/>, its length, and the column and the cell of what it keeps for the feature.
/// </summary>
internal readonly record struct FeatureOperation(
    Aggregation Aggregation, int Output, int Part, int Window = -1, long Length = 0, int Column = -1, int Cell = -1, double Percentile = 0);

/// <summary>
/// Everything that the features of one entity key need, laid out: the columns of its ring, its windows, and the cells of its row.
/// Compiled once. A row begins with its <see cref="EntityHead"/>.
/// </summary>
internal sealed class KeyPlan
{
    private readonly TransactionSchema _schema;
    private readonly List<int> _numbers = [];
    private readonly List<int> _texts = [];
    private int _bags;

    /// <param name="schema">The fields.</param>
    /// <param name="entity">The key's fields; <c>*</c> alone is the whole stream.</param>
    /// <param name="features">The features and their columns.</param>
    /// <param name="magnitude">For features of sizes: what they are sizes of.</param>
    /// <exception cref="ArgumentException">A feature names a field that the schema lacks, or lacks what its aggregation needs.</exception>
    public KeyPlan(TransactionSchema schema, ImmutableArray<string> entity, IReadOnlyList<(FeatureSpec Feature, int Output)> features,
        Magnitude? magnitude = null)
    {
        foreach (var (feature, _) in features)
            FeatureNeeds.Check(feature);
        (_schema, Magnitude) = (schema, magnitude);
        Entity = entity;
        Content = string.Join('\n', features.Select(f => f.Feature.Fingerprint).Append(magnitude is null ? "" : $"{schema.Rates}"));
        RowCells = Overlay.CellsOf<EntityHead>();
        var windowed = features.Where(f => f.Feature.Window.Length is not null);
        var remembered = features.Where(f => f.Feature.Window.Last > 0).Select(f => (NumberColumn(f.Feature), f.Feature.Window.Last));
        var paired = features.Where(f => IsPair(f.Feature)).Select(f => TextColumn(f.Feature));
        Windows = [.. windowed.GroupBy(f => Span(f.Feature)).OrderBy(g => g.Key).Select(PlanWindow)];
        Histories = [.. remembered.Concat(Unstated(features)).Distinct().Select(PlanHistory)];
        var byLength = Enumerable.Range(0, Histories.Length).OrderBy(i => Histories[i].Last).ToArray();
        (OwnHistory, WidestHistory) = byLength.Length == 0 ? (-1, -1) : (byLength[0], byLength[^1]);
        CounterpartySlot = schema.Slot(FieldRole.Merchant);
        RecurrenceCell = features.Any(f => f.Feature.Aggregation == Aggregation.Recurrence) ? Take(UnusualSizes.RowCells) : -1;
        Pairs = [.. paired.Distinct().Select(column => new PairPlan(column, Take(1)))];
        bool hasPlaces = features.Any(f => f.Feature.Aggregation is Aggregation.Distance or Aggregation.Speed);
        PlaceCell = hasPlaces ? Take(Overlay.CellsOf<PlaceCells>()) : -1;
        Edition = features.Select(f => f.Feature.Edition).DefaultIfEmpty(FeatureSpec.CurrentEdition).Min();
        PlaceText = PlaceCell >= 0 && schema.Find(FieldRole.Location) is { Type: FieldType.Text, IsPersonal: false }
            ? TextOfPlace(schema.Slot(FieldRole.Location)) : -1;
        BagsCell = Take(_bags * SortedBag.RowCells);
        Past = [.. features.Where(f => f.Feature.Window.Length is null).Select(f => Resolve(f.Feature, f.Output))];
        Windowed = [.. windowed.Select(f => Resolve(f.Feature, f.Output))];
        Retention = Windows.Select(w => w.Length + w.Delay).DefaultIfEmpty(0).Max();
        (Numbers, Texts) = ([.. _numbers], [.. _texts]);
    }

    /// <summary>The key's fields; <c>*</c> alone is the whole stream.</summary>
    public ImmutableArray<string> Entity { get; }

    /// <summary>All that the layout and what is in it follow from, as a text.</summary>
    public string Content { get; }

    /// <summary>What the key's numbers are sizes of, or null where they are taken as they are.</summary>
    public Magnitude? Magnitude { get; }

    public WindowPlan[] Windows { get; }

    public HistoryPlan[] Histories { get; }

    /// <summary>The shortest of them, which says what is usual for the entity; −1 without any.</summary>
    public int OwnHistory { get; }

    /// <summary>The longest of them, which the others are drawn towards; −1 without any.</summary>
    public int WidestHistory { get; }

    /// <summary>First of the cells that lead to the unusual sizes of the past; −1 when not kept.</summary>
    public int RecurrenceCell { get; }

    /// <summary>Text slot of the counterparty that recurring sizes share; −1 without one.</summary>
    public int CounterpartySlot { get; }

    public PairPlan[] Pairs { get; }

    /// <summary>Features that compare the event with what the entity did before it.</summary>
    public FeatureOperation[] Past { get; }

    /// <summary>Features of event-time windows.</summary>
    public FeatureOperation[] Windowed { get; }

    /// <summary>Microseconds that the ring must reach back for its windows.</summary>
    public long Retention { get; }

    public int RowCells { get; private set; }

    /// <summary>First of the <see cref="PlaceCells"/>; −1 when not kept.</summary>
    public int PlaceCell { get; }

    /// <summary>The text column with the place's name; −1 where there is none or it is personal.</summary>
    public int PlaceText { get; }

    /// <summary>The edition of the features.</summary>
    public int Edition { get; }

    /// <summary>Number slots that the ring stores, in order; −1 is the label.</summary>
    public int[] Numbers { get; }

    /// <summary>Text slots that the ring stores behind the numbers, in order.</summary>
    public int[] Texts { get; }

    /// <summary>Cells of one event: its time, numbers, texts.</summary>
    public int EventCells => 1 + Numbers.Length + Texts.Length;

    /// <summary>First of the cells that lead to the sorted values that windows keep, bag by bag; behind all others.</summary>
    public int BagsCell { get; }

    private static (long Length, long Delay) Span(FeatureSpec feature) =>
        (Microseconds(feature.Window.Length!.Value), Microseconds(feature.Delay));

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    // What is usual must be known where a feature measures by it, and of the whole stream for its entities.
    private IEnumerable<(int Column, int Last)> Unstated(IReadOnlyList<(FeatureSpec Feature, int Output)> features)
    {
        if (Magnitude is null || features.Any(f => f.Feature.Window.Last > 0))
            yield break;
        yield return (Place(_numbers, Magnitude.Slot), features.Count == 0 ? Usual.PeersLast : Usual.OwnLast);
    }

    private WindowPlan PlanWindow(IGrouping<(long Length, long Delay), (FeatureSpec Feature, int Output)> group)
    {
        int cell = Take(Overlay.CellsOf<WindowEnds>());
        var sums = group.Where(f => IsSum(f.Feature.Aggregation)).GroupBy(f => NumberColumn(f.Feature))
            .Select(g => PlanSum(g.Key, g.Any(f => f.Feature.Aggregation is Aggregation.Std or Aggregation.Zscore)));
        var sorted = Columns(group, IsSorted, NumberColumn).Select(column => new SortedPlan(column, _bags++));
        var distinct = Columns(group, IsDistinct, TextColumn).Select(column => new DistinctPlan(column, Take(SymbolCounts.RowCells)));
        return new WindowPlan(group.Key.Length, group.Key.Delay, cell, [.. sums], [.. sorted], [.. distinct]);
    }

    private SumPlan PlanSum(int column, bool hasSquares) =>
        new(column, Take(WindowSum.Cells + (hasSquares ? Overlay.CellsOf<SquareSum>() : 0)), hasSquares);

    private static IEnumerable<int> Columns(
        IEnumerable<(FeatureSpec Feature, int Output)> group, Func<Aggregation, bool> belongs, Func<FeatureSpec, int> column) =>
        group.Where(f => belongs(f.Feature.Aggregation)).Select(f => column(f.Feature)).Distinct();

    private HistoryPlan PlanHistory((int Column, int Last) history) => new(history.Column, history.Last, Take(History.RowCells));

    // The first edition had no column for it alone.
    private int TextOfPlace(int slot) => Edition == FeatureSpec.FirstEdition ? _texts.IndexOf(slot) : Place(_texts, slot);

    private int Take(int cells) => (RowCells += cells) - cells;

    private FeatureOperation Resolve(FeatureSpec feature, int output)
    {
        var kind = feature.Aggregation;
        if (feature.Window.Last > 0)
            return new(kind, output, Index(Histories, h => h.Column == NumberColumn(feature) && h.Last == feature.Window.Last));
        if (IsPair(feature))
            return new(kind, output, Index(Pairs, p => p.Column == TextColumn(feature)));
        if (feature.Window.Length is null)
            return new(kind, output, -1);
        int part = Index(Windows, w => (w.Length, w.Delay) == Span(feature));
        var window = Windows[part];
        var (column, cell) = Kept(window, feature);
        return new(kind, output, part, window.Cell, window.Length, column, cell, feature.Percentile);
    }

    private (int Column, int Cell) Kept(WindowPlan window, FeatureSpec feature)
    {
        var kind = feature.Aggregation;
        int column = IsDistinct(kind) ? TextColumn(feature) : IsSum(kind) || IsSorted(kind) ? NumberColumn(feature) : -1;
        if (IsSum(kind))
            return (column, Array.Find(window.Sums, s => s.Column == column).Cell);
        if (IsSorted(kind))
            return (column, BagsCell + Array.Find(window.Sorted, s => s.Column == column).Bag * SortedBag.RowCells);
        return (column, IsDistinct(kind) ? Array.Find(window.Distinct, d => d.Column == column).Cell : -1);
    }

    private static int Index<T>(T[] items, Predicate<T> match) => Array.FindIndex(items, match);

    public static bool IsSum(Aggregation kind) =>
        kind is Aggregation.Sum or Aggregation.Mean or Aggregation.Std or Aggregation.Zscore or Aggregation.Risk
            or Aggregation.OthersSum or Aggregation.OthersMean;

    /// <summary>Whether the aggregation is of sizes: compared within one sign and unit.</summary>
    public static bool IsOfSizes(Aggregation kind) =>
        kind is Aggregation.Deviation or Aggregation.Multiple or Aggregation.Known or Aggregation.OthersSum or Aggregation.OthersMean
            or Aggregation.Recurrence;

    private static bool IsSorted(Aggregation kind) =>
        kind is Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile;

    private static bool IsDistinct(Aggregation kind) => kind is Aggregation.Distinct;

    private static bool IsPair(FeatureSpec feature) =>
        feature is { Aggregation: Aggregation.Rarity or Aggregation.FirstSeen, Field: not null };

    private int NumberColumn(FeatureSpec feature) =>
        Place(_numbers, feature.Aggregation == Aggregation.Risk ? -1 : Slot(feature, FieldType.Number));

    private int TextColumn(FeatureSpec feature) => Place(_texts, Slot(feature, FieldType.Text));

    private static int Place(List<int> slots, int slot)
    {
        if (!slots.Contains(slot))
            slots.Add(slot);
        return slots.IndexOf(slot);
    }

    private int Slot(FeatureSpec feature, FieldType type) => _schema.Slot(feature.Field, type) is var slot and >= 0 ? slot
        : throw new ArgumentException(
            $"The feature '{feature.Name}' needs a {(type == FieldType.Text ? "text" : "number")} field, not '{feature.Field}'.");
}

using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>What the windows of a key keep of the events between their ends: sums, values in order, counts of symbols.</summary>
internal sealed class WindowContents(KeyPlan plan, Slab slab)
{
    private readonly int _texts = 1 + plan.Numbers.Length, _bags = plan.BagsCell;

    /// <summary>The event at a position comes into the window.</summary>
    public void Enter(Span<long> row, in EventRing ring, WindowPlan window, long position)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            Add(row, sum, ring.Number(position, sum.Column));
        if (!window.KeepsMore)
            return;
        foreach (var sorted in window.Sorted)
            if (ring.Number(position, sorted.Column) is var value && !double.IsNaN(value))
                SortedBag.Add(slab, Bag(row, sorted.Bag), value);
        foreach (var distinct in window.Distinct)
            if (ring.Symbol(position, _texts + distinct.Column) is var symbol && symbol >= 0)
                SymbolCounts.Add(slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), symbol);
    }

    /// <summary>The event at a position leaves the window, which then ends before the front.</summary>
    public void Leave(Span<long> row, in EventRing ring, WindowPlan window, long position, long front)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (Remove(row, sum, ring.Number(position, sum.Column)))
                Recompute(row, ring, sum, position + 1, front);
        if (!window.KeepsMore)
            return;
        foreach (var sorted in window.Sorted)
            if (ring.Number(position, sorted.Column) is var value && !double.IsNaN(value))
                SortedBag.Remove(slab, Bag(row, sorted.Bag), value);
        foreach (var distinct in window.Distinct)
            if (ring.Symbol(position, _texts + distinct.Column) is var symbol && symbol >= 0)
                SymbolCounts.Remove(slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), symbol);
    }

    /// <summary>Takes a value into a sum, unless it is missing.</summary>
    public static void Add(Span<long> row, in SumPlan sum, double value)
    {
        if (!WindowSum.Takes(value))
            return;
        Overlay.At<WindowSum>(row, sum.Cell).Add(value);
        if (sum.HasSquares)
            Overlay.At<SquareSum>(row, sum.SquaresCell).Add(value);
    }

    // True when the sum must be recomputed.
    private static bool Remove(Span<long> row, in SumPlan sum, double value)
    {
        if (!WindowSum.Takes(value))
            return false;
        ref var total = ref Overlay.At<WindowSum>(row, sum.Cell);
        bool isLost = total.Remove(value);
        if (!sum.HasSquares)
            return isLost;
        ref var squares = ref Overlay.At<SquareSum>(row, sum.SquaresCell);
        if (total.Count > 0)
            squares.Remove(value);
        else
            squares = default;
        return isLost;
    }

    private static void Recompute(Span<long> row, in EventRing ring, in SumPlan sum, long from, long to)
    {
        Overlay.At<WindowSum>(row, sum.Cell) = default;
        if (sum.HasSquares)
            Overlay.At<SquareSum>(row, sum.SquaresCell) = default;
        for (long position = from; position < to; position++)
            Add(row, sum, ring.Number(position, sum.Column));
    }

    /// <summary>Takes the sums of a column anew where the window holds the event at a position.</summary>
    public static void Relabel(Span<long> row, EventRing ring, WindowPlan window, long position, int column)
    {
        ref readonly var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
        if (position < ends.Tail || position >= ends.Front)
            return;
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (sum.Column == column)
                Recompute(row, ring, sum, ends.Tail, ends.Front);
    }

    /// <summary>The cells of a <see cref="SortedBag"/>.</summary>
    public Span<long> Bag(Span<long> row, int bag) => row.Slice(_bags + bag * SortedBag.RowCells, SortedBag.RowCells);
}

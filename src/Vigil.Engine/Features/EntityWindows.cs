using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// The event-time windows of every entity of one key. Each entity has one ring of events in time order; each window of the key is a
/// pair of positions in it, tail ≤ front, and the sums between them.
/// </summary>
internal sealed partial class EntityWindows(KeyPlan plan, long lateness, Slab slab)
{
    private readonly Rows _rows = new(plan.RowCells, headerCells: 3);
    private readonly Slab _slab = slab;
    private readonly EventRings _rings = new(slab, plan.EventCells);
    private readonly WindowPlan[] _windows = plan.Windows;
    private readonly int _texts = 1 + plan.Numbers.Length;
    private readonly bool _countsSymbols = Array.Exists(plan.Windows, window => window.Distinct.Length > 0);

    /// <summary>The slab that holds rings, histories and what windows keep.</summary>
    public Slab Slab => _slab;

    /// <summary>Where it lives.</summary>
    public IEnumerable<PagedMemory> Memories => [_rows.Memory, _slab.Memory];

    /// <summary>Bytes of rows, rings, histories and what windows keep.</summary>
    public long Bytes => _rows.Memory.Bytes + _slab.Memory.Bytes;

    /// <summary>Three cells for the counts of the key.</summary>
    public Span<long> Counts => _rows.Memory.Header;

    /// <summary>An entity's row, to be changed; made if it is not there.</summary>
    public Span<long> Row(int entity) => _rows.Change(entity);

    /// <summary>
    /// Places an event that is not older than where the windows stand and moves every window to its time, over what was dated ahead and is
    /// due by then.
    /// </summary>
    public void Append(Span<long> row, long time, ReadOnlySpan<long> values)
    {
        ref var head = ref Overlay.At<EntityHead>(row, 0);
        if (head.Held == head.Capacity)
            MakeRoom(row, time);
        var ring = _rings.Of(head);
        bool isNewest = head.Held == 0 || ring.Time(head.Next - 1) <= time;
        Write(head, isNewest ? _rings.Add(ref head) : Open(row, time), time, values);
        foreach (var window in _windows)
            Move(row, ring, window, head.Next, time - window.Delay);
    }

    /// <summary>The cells of a <see cref="SortedBag"/>.</summary>
    public Span<long> Bag(Span<long> row, int bag) => row.Slice(plan.BagsCell + bag * SortedBag.RowCells, SortedBag.RowCells);

    // Those up to the end enter, and those of the window's length before it leave.
    private void Move(Span<long> row, in EventRing ring, WindowPlan window, long next, long end)
    {
        ref var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
        long tail = ends.Tail, front = ends.Front, start = end - window.Length;
        for (; front < next && ring.Time(front) <= end; front++)
            Enter(row, ring, window, front);
        for (; tail < front && ring.Time(tail) <= start; tail++)
            Leave(row, ring, window, tail, front);
        (ends.Tail, ends.Front) = (tail, front);
    }

    private void Enter(Span<long> row, in EventRing ring, WindowPlan window, long position)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            Add(row, sum, ring.Number(position, sum.Column));
        if (!window.KeepsMore)
            return;
        foreach (var sorted in window.Sorted)
            if (ring.Number(position, sorted.Column) is var value && !double.IsNaN(value))
                SortedBag.Add(_slab, Bag(row, sorted.Bag), value);
        foreach (var distinct in window.Distinct)
            if (ring.Symbol(position, _texts + distinct.Column) is var symbol && symbol >= 0)
                SymbolCounts.Add(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), symbol);
    }

    // The event at a position leaves the window, which then ends before the front.
    private void Leave(Span<long> row, in EventRing ring, WindowPlan window, long position, long front)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (Remove(row, sum, ring.Number(position, sum.Column)))
                Recompute(row, ring, sum, position + 1, front);
        if (!window.KeepsMore)
            return;
        foreach (var sorted in window.Sorted)
            if (ring.Number(position, sorted.Column) is var value && !double.IsNaN(value))
                SortedBag.Remove(_slab, Bag(row, sorted.Bag), value);
        foreach (var distinct in window.Distinct)
            if (ring.Symbol(position, _texts + distinct.Column) is var symbol && symbol >= 0)
                SymbolCounts.Remove(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), symbol);
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

    // Lets go of events that no window and no late event can reach any more; when that frees less than a quarter, the ring doubles.
    private void MakeRoom(Span<long> row, long time)
    {
        ref var head = ref Overlay.At<EntityHead>(row, 0);
        long held = FirstAfter(row, time - plan.Retention - lateness);
        foreach (var window in _windows)
            held = Math.Min(held, Overlay.At<WindowEnds>(row, window.Cell).Tail);
        head.Oldest = held;
        if (head.Held >= head.Capacity * 3 / 4)
            _rings.Grow(ref head);
    }

    private void Write(in EntityHead head, long position, long time, ReadOnlySpan<long> values)
    {
        var cells = _rings.Event(head, position);
        cells[0] = time;
        values.CopyTo(cells[1..]);
    }

    private EventRing RingOf(ReadOnlySpan<long> row) => _rings.Of(Overlay.At<EntityHead>(row, 0));
}

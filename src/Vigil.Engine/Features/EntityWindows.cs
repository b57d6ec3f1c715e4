namespace Vigil.Engine.Features;

/// <summary>
/// The event-time windows of every entity of one key. Each entity has one ring of events in time order; each window of the key is a
/// pair of positions in it, tail ≤ front, and the sums between them. Positions count from the entity's first event and never wrap.
/// </summary>
internal sealed partial class EntityWindows(KeyPlan plan, long lateness)
{
    private readonly EntityRows _rows = new(plan.RowCells);
    private readonly SortedBags _sorted = new(plan.Bags);
    private readonly WindowPlan[] _windows = plan.Windows;
    private readonly int _cells = plan.EventCells;
    private readonly int _texts = 1 + plan.Numbers.Length;
    private Slab _slab = new();

    /// <summary>The slab that also holds histories.</summary>
    public Slab Slab => _slab;

    /// <summary>Bytes of rows, rings, histories and what windows keep. O(entities) when windows keep values in order.</summary>
    public long Bytes => _rows.Bytes + _slab.Bytes + _sorted.Bytes;

    public Span<long> Row(int entity) => _rows[entity];

    /// <summary>Places an event that is not older than the entity's newest one and moves every window to its time.</summary>
    public void Append(int entity, Span<long> row, long time, ReadOnlySpan<long> values)
    {
        if (row[KeyPlan.Next] - row[KeyPlan.Head] == row[KeyPlan.Capacity])
            MakeRoom(row, time);
        var ring = RingOf(row);
        ring.Write(row[KeyPlan.Next]++, time, values);
        foreach (var window in _windows)
            Move(entity, row, ring, window, time);
    }

    /// <summary>Events in a window, known or not.</summary>
    public static long Count(ReadOnlySpan<long> row, WindowPlan window) => row[window.Cell + 1] - row[window.Cell];

    public SortedBag Sorted(int entity, int bag) => _sorted[bag, entity];

    private void Move(int entity, Span<long> row, EventRing ring, WindowPlan window, long time)
    {
        long tail = row[window.Cell], front = row[window.Cell + 1], next = row[KeyPlan.Next];
        long end = time - window.Delay, start = end - window.Length;
        for (; front < next && ring.Time(front) <= end; front++)
            Enter(entity, row, ring, window, front);
        for (; tail < front && ring.Time(tail) <= start; tail++)
            Leave(entity, row, ring, window, tail, front);
        (row[window.Cell], row[window.Cell + 1]) = (tail, front);
    }

    private void Enter(int entity, Span<long> row, EventRing ring, WindowPlan window, long position)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            Add(row, sum, ring.Number(position, sum.Column));
        foreach (var sorted in window.Sorted)
            if (ring.Number(position, sorted.Column) is var value && !double.IsNaN(value))
                _sorted[sorted.Bag, entity].Add(value);
        foreach (var distinct in window.Distinct)
            if (ring.Symbol(position, _texts + distinct.Column) is var symbol && symbol >= 0)
                SymbolCounts.Add(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), symbol);
    }

    // The event at a position leaves the window, which then ends before the front.
    private void Leave(int entity, Span<long> row, EventRing ring, WindowPlan window, long position, long front)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (Remove(row, sum, ring.Number(position, sum.Column)))
                Recompute(row, ring, sum, position + 1, front);
        foreach (var sorted in window.Sorted)
            if (ring.Number(position, sorted.Column) is var value && !double.IsNaN(value))
                _sorted[sorted.Bag, entity].Remove(value);
        foreach (var distinct in window.Distinct)
            if (ring.Symbol(position, _texts + distinct.Column) is var symbol && symbol >= 0)
                SymbolCounts.Remove(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), symbol);
    }

    /// <summary>Takes a value into a sum, unless it is missing.</summary>
    public static void Add(Span<long> row, in SumPlan sum, double value)
    {
        if (!WindowSum.Takes(value))
            return;
        WindowSum.At(row, sum.Cell).Add(value);
        if (sum.HasSquares)
            SquareSum.At(row, sum.Cell + WindowSum.Cells).Add(value);
    }

    // True when the sum must be recomputed.
    private static bool Remove(Span<long> row, in SumPlan sum, double value)
    {
        if (!WindowSum.Takes(value))
            return false;
        ref var total = ref WindowSum.At(row, sum.Cell);
        bool isLost = total.Remove(value);
        if (sum.HasSquares && total.Count > 0)
            SquareSum.At(row, sum.Cell + WindowSum.Cells).Remove(value);
        else if (sum.HasSquares)
            SquareSum.At(row, sum.Cell + WindowSum.Cells) = default;
        return isLost;
    }

    private static void Recompute(Span<long> row, EventRing ring, in SumPlan sum, long from, long to)
    {
        WindowSum.At(row, sum.Cell) = default;
        if (sum.HasSquares)
            SquareSum.At(row, sum.Cell + WindowSum.Cells) = default;
        for (long position = from; position < to; position++)
            Add(row, sum, ring.Number(position, sum.Column));
    }

    // Lets go of events that no window and no late event can reach any more; when that frees less than a quarter, the ring doubles.
    private void MakeRoom(Span<long> row, long time)
    {
        long reach = time - plan.Retention - lateness, head = row[KeyPlan.Head], held = row[KeyPlan.Next];
        foreach (var window in _windows)
            held = Math.Min(held, row[window.Cell]);
        for (var ring = RingOf(row); head < held && ring.Time(head) <= reach; head++)
            row[KeyPlan.Head] = head + 1;
        if (row[KeyPlan.Next] - head >= row[KeyPlan.Capacity] * 3 / 4)
            Grow(row);
    }

    private void Grow(Span<long> row)
    {
        long old = row[KeyPlan.Capacity], capacity = Math.Max(2, old * 2), address = _slab.Rent(capacity * _cells);
        var from = RingOf(row);
        var (oldAddress, head, next) = (row[KeyPlan.Address], row[KeyPlan.Head], row[KeyPlan.Next]);
        (row[KeyPlan.Address], row[KeyPlan.Capacity]) = (address, capacity);
        var to = RingOf(row);
        for (long position = head; position < next; position++)
            from.Copy(position, to, position);
        if (old > 0)
            _slab.Return(oldAddress, old * _cells);
    }

    private EventRing RingOf(ReadOnlySpan<long> row)
    {
        int capacity = (int)row[KeyPlan.Capacity];
        return new EventRing(capacity == 0 ? [] : _slab.Block(row[KeyPlan.Address], capacity * _cells), capacity - 1, _cells);
    }
}

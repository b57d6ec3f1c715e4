using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// The event-time windows of every entity of one key. Each entity has one ring of events in time order; each window of the key is a
/// pair of positions in it, tail ≤ front, and the sums between them. Positions count from the entity's first event and never wrap.
/// </summary>
internal sealed partial class EntityWindows(KeyPlan plan, long lateness)
{
    private readonly Rows _rows = new(plan.RowCells, headerCells: 3);
    private readonly Slab _slab = new();
    private readonly WindowPlan[] _windows = plan.Windows;
    private readonly int _cells = plan.EventCells;
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
        if (row[KeyPlan.Next] - row[KeyPlan.Head] == row[KeyPlan.Capacity])
            MakeRoom(row, time);
        var ring = RingOf(row);
        long last = row[KeyPlan.Next] - 1;
        if (last < row[KeyPlan.Head] || ring.Time(last) <= time)
            Write(row, row[KeyPlan.Next]++, time, values);
        else
            Write(row, Open(row, time), time, values);
        foreach (var window in _windows)
            Move(row, ring, window, time);
    }

    /// <summary>Events in a window, known or not.</summary>
    public static long Count(ReadOnlySpan<long> row, WindowPlan window) => row[window.Cell + 1] - row[window.Cell];

    /// <summary>The cells of a <see cref="SortedBag"/>.</summary>
    public Span<long> Bag(Span<long> row, int bag) => row.Slice(plan.BagsCell + bag * SortedBag.RowCells, SortedBag.RowCells);

    private void Move(Span<long> row, EventRing ring, WindowPlan window, long time)
    {
        long tail = row[window.Cell], front = row[window.Cell + 1], next = row[KeyPlan.Next];
        long end = time - window.Delay, start = end - window.Length;
        for (; front < next && ring.Time(front) <= end; front++)
            Enter(row, ring, window, front);
        for (; tail < front && ring.Time(tail) <= start; tail++)
            Leave(row, ring, window, tail, front);
        (row[window.Cell], row[window.Cell + 1]) = (tail, front);
    }

    private void Enter(Span<long> row, EventRing ring, WindowPlan window, long position)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            Add(row, sum, ring.Number(position, sum.Column));
        foreach (var sorted in window.Sorted)
            if (ring.Number(position, sorted.Column) is var value && !double.IsNaN(value))
                SortedBag.Add(_slab, Bag(row, sorted.Bag), value);
        foreach (var distinct in window.Distinct)
            if (ring.Symbol(position, _texts + distinct.Column) is var symbol && symbol >= 0)
                SymbolCounts.Add(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), symbol);
    }

    // The event at a position leaves the window, which then ends before the front.
    private void Leave(Span<long> row, EventRing ring, WindowPlan window, long position, long front)
    {
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (Remove(row, sum, ring.Number(position, sum.Column)))
                Recompute(row, ring, sum, position + 1, front);
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
        long oldAddress = row[KeyPlan.Address];
        (row[KeyPlan.Address], row[KeyPlan.Capacity]) = (address, capacity);
        for (long position = row[KeyPlan.Head]; position < row[KeyPlan.Next]; position++)
            from.Event(position).CopyTo(Event(row, position));
        if (old > 0)
            _slab.Return(oldAddress, old * _cells);
    }

    private void Write(ReadOnlySpan<long> row, long position, long time, ReadOnlySpan<long> values)
    {
        var cells = Event(row, position);
        cells[0] = time;
        values.CopyTo(cells[1..]);
    }

    // The cells of an event, to be changed.
    private Span<long> Event(ReadOnlySpan<long> row, long position) =>
        _slab.Change(row[KeyPlan.Address] + (position & (row[KeyPlan.Capacity] - 1)) * _cells, _cells);

    private EventRing RingOf(ReadOnlySpan<long> row)
    {
        int capacity = (int)row[KeyPlan.Capacity];
        return new EventRing(capacity == 0 ? [] : _slab.Read(row[KeyPlan.Address], capacity * _cells), capacity - 1, _cells);
    }
}

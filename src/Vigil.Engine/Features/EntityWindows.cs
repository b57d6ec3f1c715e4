using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>
/// The event-time windows of every entity of one key. Each entity has one ring of events in time order; each window of the key is a
/// pair of positions in it, tail ≤ front, and the sums between them. Positions count from the entity's first event and never wrap.
/// </summary>
internal sealed partial class EntityWindows(KeyPlan plan, long lateness)
{
    private readonly EntityRows _rows = new(plan.RowCells);
    private readonly WindowBags<SortedBag> _sorted = new(plan.Windows.Select(w => w.Sorted.Length), b => b.Write, SortedBag.Read);
    private readonly WindowBags<SymbolCounts> _distinct = new(plan.Windows.Select(w => w.Distinct.Length), b => b.Write, SymbolCounts.Read);
    private readonly WindowPlan[] _windows = [.. plan.Windows];
    private readonly int _cells = plan.EventCells;
    private Slab _slab = new();

    /// <summary>The slab that also holds histories.</summary>
    public Slab Slab => _slab;

    /// <summary>Bytes of rows and rings.</summary>
    public long Bytes => _rows.Bytes + _slab.Bytes;

    public Span<long> Row(int entity) => _rows[entity];

    /// <summary>Places an event that is not older than the entity's newest one and moves every window to its time.</summary>
    public void Append(int entity, Span<long> row, long time, ReadOnlySpan<long> values)
    {
        if (row[KeyPlan.Next] - row[KeyPlan.Head] == row[KeyPlan.Capacity])
            MakeRoom(row, time);
        var ring = RingOf(row);
        var cells = ring[row[KeyPlan.Next]++];
        cells[0] = time;
        values.CopyTo(cells[1..]);
        foreach (var window in _windows)
            Move(entity, row, ring, window, time);
    }

    /// <summary>Events in a window, known or not.</summary>
    public static long Count(ReadOnlySpan<long> row, WindowPlan window) => row[window.Cell + 1] - row[window.Cell];

    public SortedBag Sorted(int entity, int window, int slot) => _sorted.Get(window, slot, entity);

    public SymbolCounts Distinct(int entity, int window, int slot) => _distinct.Get(window, slot, entity);

    private void Move(int entity, Span<long> row, Ring ring, WindowPlan window, long time)
    {
        long tail = row[window.Cell], front = row[window.Cell + 1], next = row[KeyPlan.Next];
        for (long end = time - window.Delay; front < next && ring[front][0] <= end; front++)
            Change(entity, row, ring, window, front, tail, front + 1, 1);
        for (long start = time - window.Delay - window.Length; tail < front && ring[tail][0] <= start; tail++)
            Change(entity, row, ring, window, tail, tail + 1, front, -1);
        (row[window.Cell], row[window.Cell + 1]) = (tail, front);
    }

    // An event enters (sign 1) or leaves (sign −1) a window, which is then from…to.
    private void Change(int entity, Span<long> row, Ring ring, WindowPlan window, long position, long from, long to, int sign)
    {
        var cells = ring[position];
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (WindowSum.Add(row.Slice(sum.Cell, sum.Cells), BitConverter.Int64BitsToDouble(cells[1 + sum.Column]), sign))
                Recompute(row, ring, sum, from, to);
        if (window.KeepsBags)
            ChangeBags(entity, cells, window, sign);
    }

    private void ChangeBags(int entity, ReadOnlySpan<long> cells, WindowPlan window, int sign)
    {
        for (int i = 0; i < window.Sorted.Length; i++)
            Change(Sorted(entity, window.Index, i), BitConverter.Int64BitsToDouble(cells[1 + window.Sorted[i]]), sign);
        for (int i = 0; i < window.Distinct.Length; i++)
            Change(Distinct(entity, window.Index, i), (int)cells[1 + plan.Numbers.Count + window.Distinct[i]], sign);
    }

    private static void Change(SortedBag bag, double value, int sign)
    {
        if (double.IsNaN(value))
            return;
        if (sign > 0)
            bag.Add(value);
        else
            bag.Remove(value);
    }

    private static void Change(SymbolCounts counts, int symbol, int sign)
    {
        if (symbol < 0)
            return;
        if (sign > 0)
            counts.Add(symbol);
        else
            counts.Remove(symbol);
    }

    private static void Recompute(Span<long> row, Ring ring, SumPlan sum, long from, long to)
    {
        var cells = row.Slice(sum.Cell, sum.Cells);
        cells.Clear();
        for (long position = from; position < to; position++)
            WindowSum.Add(cells, BitConverter.Int64BitsToDouble(ring[position][1 + sum.Column]), 1);
    }

    private Ring RingOf(ReadOnlySpan<long> row)
    {
        int capacity = (int)row[KeyPlan.Capacity];
        return new Ring(_slab.Block(row[KeyPlan.Address], capacity * _cells), capacity - 1, _cells);
    }

    private Span<long> Event(ReadOnlySpan<long> row, long position) => RingOf(row)[position];

    // Lets go of events that no window and no late event can reach any more; when that frees less than a quarter, the ring doubles.
    private void MakeRoom(Span<long> row, long time)
    {
        long reach = time - plan.Retention - lateness, head = row[KeyPlan.Head];
        while (head < row[KeyPlan.Next] && Event(row, head)[0] <= reach && !IsHeld(row, head))
            head++;
        row[KeyPlan.Head] = head;
        if (row[KeyPlan.Next] - head >= row[KeyPlan.Capacity] * 3 / 4)
            Grow(row);
    }

    private bool IsHeld(ReadOnlySpan<long> row, long position)
    {
        foreach (var window in plan.Windows)
            if (row[window.Cell] <= position)
                return true;
        return false;
    }

    private void Grow(Span<long> row)
    {
        int old = (int)row[KeyPlan.Capacity], capacity = Math.Max(2, old * 2);
        long address = _slab.Rent(capacity * _cells);
        var target = _slab.Block(address, capacity * _cells);
        for (long position = row[KeyPlan.Head]; position < row[KeyPlan.Next]; position++)
            Event(row, position).CopyTo(target[((int)(position & (capacity - 1)) * _cells)..]);
        if (old > 0)
            _slab.Return(row[KeyPlan.Address], old * _cells);
        (row[KeyPlan.Address], row[KeyPlan.Capacity]) = (address, capacity);
    }

    public void Write(ModelWriter writer)
    {
        _rows.Write(writer);
        _slab.Write(writer);
        _sorted.Write(writer);
        _distinct.Write(writer);
    }

    public void Read(ModelReader reader)
    {
        _rows.Read(reader);
        _slab = Slab.Read(reader);
        _sorted.Read(reader);
        _distinct.Read(reader);
    }

    // An entity's events by position; its capacity is a power of two.
    private readonly ref struct Ring(Span<long> cells, int mask, int stride)
    {
        private readonly Span<long> _cells = cells;

        public Span<long> this[long position] => _cells.Slice(((int)position & mask) * stride, stride);
    }
}

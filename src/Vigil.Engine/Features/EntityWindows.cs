using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// The event-time windows of every entity of one key. Each entity has one ring of events in time order; each window of the key is a
/// pair of positions in it, tail ≤ front, and what it keeps of the events between them. Events out of order are late ones, placed by event
/// time within the lateness, and those dated ahead of their receipt, which wait in the ring until they are due.
/// </summary>
internal sealed class EntityWindows(KeyPlan plan, long lateness, Rows rows, Slab slab)
{
    /// <summary>The cells of <see cref="Counts"/>: entities seen, late events that were placed, and those that came too late.</summary>
    public const int EntitiesCell = 0, LateCell = 1, TooLateCell = 2, CountCells = 3;

    private readonly Rows _rows = rows;
    private readonly Slab _slab = slab;
    private readonly EventRings _rings = new(slab, plan.EventCells);
    private readonly WindowContents _contents = new(plan, slab);
    private readonly WindowPlan[] _windows = plan.Windows;
    private readonly int _texts = 1 + plan.Numbers.Length;

    /// <summary>The slab that holds rings, histories and what windows keep.</summary>
    public Slab Slab => _slab;

    /// <summary>Where it lives.</summary>
    public IEnumerable<PagedMemory> Memories => [_rows.Memory, _slab.Memory];

    /// <summary>Bytes of rows, rings, histories and what windows keep.</summary>
    public long Bytes => _rows.Memory.Bytes + _slab.Memory.Bytes;

    /// <summary>The counts of the key.</summary>
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

    /// <summary>
    /// Puts an event out of order where its time belongs, behind events of the same time. The windows, which stand at the entity's newest
    /// time that is due, take it in where it belongs to them. O(events that are newer).
    /// </summary>
    public void Insert(Span<long> row, long time, ReadOnlySpan<long> values)
    {
        ref var head = ref Overlay.At<EntityHead>(row, 0);
        if (head.Held == head.Capacity)
            MakeRoom(row, head.LastTime);
        long position = Open(row, time);
        var ring = _rings.Of(head);
        Write(head, position, time, values);
        foreach (var window in _windows)
            Admit(row, ring, window, position);
    }

    /// <summary>The events held whose times lie in (time − delay − length, time − delay].</summary>
    public (long From, long To) Range(ReadOnlySpan<long> row, WindowPlan window, long time)
    {
        long end = time - window.Delay;
        return (FirstAfter(row, end - window.Length), FirstAfter(row, end));
    }

    public double Number(ReadOnlySpan<long> row, long position, int column) => RingOf(row).Number(position, column);

    public int Symbol(ReadOnlySpan<long> row, long position, int column) => RingOf(row).Symbol(position, _texts + column);

    /// <summary>
    /// Gives the label among <paramref name="values"/> to the event of that time, those other values and the label before; false when the
    /// ring holds none.
    /// </summary>
    public bool SetLabel(Span<long> row, long time, ReadOnlySpan<long> values, int column, double before)
    {
        var ring = RingOf(row);
        long position = FindLabelled(row, time, values, column, before);
        if (position < 0)
            return false;
        _rings.Event(Overlay.At<EntityHead>(row, 0), position)[1 + column] = values[column];
        foreach (var window in _windows)
            WindowContents.Relabel(row, ring, window, position, column);
        return true;
    }

    // Those up to the end enter, and those of the window's length before it leave.
    private void Move(Span<long> row, in EventRing ring, WindowPlan window, long next, long end)
    {
        ref var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
        long tail = ends.Tail, front = ends.Front, start = end - window.Length;
        for (; front < next && ring.Time(front) <= end; front++)
            _contents.Enter(row, ring, window, front);
        for (; tail < front && ring.Time(tail) <= start; tail++)
            _contents.Leave(row, ring, window, tail, front);
        (ends.Tail, ends.Front) = (tail, front);
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

    // Makes a gap where that time belongs, behind events of the same time.
    private long Open(Span<long> row, long time)
    {
        long position = FirstAfter(row, time);
        ref var head = ref Overlay.At<EntityHead>(row, 0);
        var ring = _rings.Of(head);
        for (long p = _rings.Add(ref head); p > position; p--)
            ring.Event(p - 1).CopyTo(_rings.Event(head, p));
        return position;
    }

    // Of events that are the same in everything, one with that label; otherwise any; −1 when there is none.
    private long FindLabelled(ReadOnlySpan<long> row, long time, ReadOnlySpan<long> values, int column, double label)
    {
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        var ring = _rings.Of(head);
        long found = -1;
        for (long p = FirstAfter(row, time) - 1; p >= head.Oldest && ring.Time(p) == time; p--)
        {
            if (!ring.IsEqual(p, values, column))
                continue;
            found = p;
            if (ring.Number(p, column).Equals(label))
                break;
        }
        return found;
    }

    private void Admit(Span<long> row, EventRing ring, WindowPlan window, long position)
    {
        long newest = Overlay.At<EntityHead>(row, 0).LastTime - window.Delay, time = ring.Time(position);
        if (time > newest)
            return;
        ref var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
        ends.Front++;
        if (time <= newest - window.Length)
            ends.Tail++;
        else
            _contents.Enter(row, ring, window, position);
    }

    // The first position whose event is after that time.
    private long FirstAfter(ReadOnlySpan<long> row, long time)
    {
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        var ring = _rings.Of(head);
        long low = head.Oldest, high = head.Next;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (ring.Time(middle) <= time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

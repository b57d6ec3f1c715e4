using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>
/// Events out of order: late ones, placed by event time within the lateness, and those dated ahead of their receipt, which wait in the
/// ring until they are due. Their own features are read as of their own time.
/// </summary>
internal sealed partial class EntityWindows
{
    // Clocks differ by seconds. More is a wrong date, and the windows of all others must not follow it.
    private const long MostSkew = 10_000_000;

    private readonly bool _followsClock = plan.Edition != FeatureSpec.FirstEdition;
    private readonly long _skew = Math.Min(lateness, MostSkew);

    /// <summary>Whether it is dated further ahead of its receipt than clocks differ: the windows wait until its time has come.</summary>
    public bool IsAhead(Transaction transaction) => _followsClock && transaction.Received != long.MaxValue
        && transaction.Time - _skew > transaction.Received;

    /// <summary>Whether it is still placed: not later than the lateness behind the newest one, and not behind its own receipt.</summary>
    public bool IsPlaced(in EntityHead head, Transaction transaction) =>
        transaction.Time >= Math.Min(head.LastTime, _followsClock ? transaction.Received : long.MaxValue) - lateness;

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
            Relabel(row, ring, window, position, column);
        return true;
    }

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
            Enter(row, ring, window, position);
    }

    private static void Relabel(Span<long> row, EventRing ring, WindowPlan window, long position, int column)
    {
        ref readonly var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
        if (position < ends.Tail || position >= ends.Front)
            return;
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (sum.Column == column)
                Recompute(row, ring, sum, ends.Tail, ends.Front);
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

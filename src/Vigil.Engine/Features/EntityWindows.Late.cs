namespace Vigil.Engine.Features;

/// <summary>Late events: placed by event time within the lateness; their own features are read as of their own time.</summary>
internal sealed partial class EntityWindows
{
    /// <summary>Whether an event of that time is still placed.</summary>
    public bool IsPlaced(ReadOnlySpan<long> row, long time) => time >= row[KeyPlan.LastTime] - lateness;

    /// <summary>
    /// Puts a late event where its time belongs, behind events of the same time. The windows, which stand at the entity's newest time,
    /// take it in where it belongs to them. O(events that are newer).
    /// </summary>
    public void Insert(Span<long> row, long time, ReadOnlySpan<long> values)
    {
        if (row[KeyPlan.Next] - row[KeyPlan.Head] == row[KeyPlan.Capacity])
            MakeRoom(row, row[KeyPlan.LastTime]);
        long position = FirstAfter(row, time);
        var ring = RingOf(row);
        for (long p = row[KeyPlan.Next]++; p > position; p--)
            ring.Event(p - 1).CopyTo(Event(row, p));
        Write(row, position, time, values);
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
        Event(row, position)[1 + column] = values[column];
        foreach (var window in _windows)
            Relabel(row, ring, window, position, column);
        return true;
    }

    // Of events that are the same in everything, one with that label; otherwise any; −1 when there is none.
    private long FindLabelled(ReadOnlySpan<long> row, long time, ReadOnlySpan<long> values, int column, double label)
    {
        var ring = RingOf(row);
        long found = -1;
        for (long p = FirstAfter(row, time) - 1; p >= row[KeyPlan.Head] && ring.Time(p) == time; p--)
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
        long newest = row[KeyPlan.LastTime] - window.Delay, time = ring.Time(position);
        if (time > newest)
            return;
        row[window.Cell + 1]++;
        if (time <= newest - window.Length)
            row[window.Cell]++;
        else
            Enter(row, ring, window, position);
    }

    private static void Relabel(Span<long> row, EventRing ring, WindowPlan window, long position, int column)
    {
        if (position < row[window.Cell] || position >= row[window.Cell + 1])
            return;
        foreach (ref readonly var sum in window.Sums.AsSpan())
            if (sum.Column == column)
                Recompute(row, ring, sum, row[window.Cell], row[window.Cell + 1]);
    }

    // The first position whose event is after that time.
    private long FirstAfter(ReadOnlySpan<long> row, long time)
    {
        var ring = RingOf(row);
        long low = row[KeyPlan.Head], high = row[KeyPlan.Next];
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

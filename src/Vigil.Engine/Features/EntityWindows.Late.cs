namespace Vigil.Engine.Features;

/// <summary>Late events: placed by event time within the lateness; their own features are read as of their own time.</summary>
internal sealed partial class EntityWindows
{
    /// <summary>Whether an event of that time is still placed.</summary>
    public bool IsPlaced(ReadOnlySpan<long> row, long time) => time >= row[KeyPlan.LastTime] - lateness;

    /// <summary>
    /// Puts a late event where its time belongs (behind events of the same time) and returns its position. The windows, which stand
    /// at the entity's newest time, take it in where it belongs to them. O(events that are newer).
    /// </summary>
    public long Insert(int entity, Span<long> row, long time, ReadOnlySpan<long> values)
    {
        long position = InsertCells(row, time, values);
        foreach (var window in _windows)
            Admit(entity, row, window, position);
        return position;
    }

    /// <summary>Puts an event that is too late into the ring for as long as its features are read; give it back with <see cref="TakeBack"/>.</summary>
    public long Lend(Span<long> row, long time, ReadOnlySpan<long> values) => InsertCells(row, time, values);

    /// <summary>Takes a lent event out again.</summary>
    public void TakeBack(Span<long> row, long position)
    {
        for (long p = position + 1; p < row[KeyPlan.Next]; p++)
            Event(row, p).CopyTo(Event(row, p - 1));
        row[KeyPlan.Next]--;
    }

    /// <summary>Sets the label of the event at that time; false when the ring holds none whose label is another.</summary>
    public bool SetLabel(Span<long> row, long time, int column, double label)
    {
        for (long p = FirstAfter(row, time) - 1; p >= row[KeyPlan.Head] && Event(row, p)[0] == time; p--)
        {
            double known = BitConverter.Int64BitsToDouble(Event(row, p)[1 + column]);
            if (known.Equals(label))
                continue;
            Event(row, p)[1 + column] = BitConverter.DoubleToInt64Bits(label);
            foreach (var window in _windows)
                Relabel(row, window, p, column);
            return true;
        }
        return false;
    }

    /// <summary>The events as of a position: those before and at it whose times lie in (time − delay − length, time − delay].</summary>
    public (long From, long To) Range(ReadOnlySpan<long> row, WindowPlan window, long position, long time)
    {
        long from = FirstAfter(row, time - window.Delay - window.Length);
        long to = window.Delay == 0 ? position + 1 : Math.Min(position + 1, FirstAfter(row, time - window.Delay));
        return (from, Math.Max(from, to));
    }

    public double Number(ReadOnlySpan<long> row, long position, int column) => BitConverter.Int64BitsToDouble(Event(row, position)[1 + column]);

    public int Symbol(ReadOnlySpan<long> row, long position, int column) => (int)Event(row, position)[1 + plan.Numbers.Count + column];

    public long Time(ReadOnlySpan<long> row, long position) => Event(row, position)[0];

    private long InsertCells(Span<long> row, long time, ReadOnlySpan<long> values)
    {
        if (row[KeyPlan.Next] - row[KeyPlan.Head] == row[KeyPlan.Capacity])
            MakeRoom(row, row[KeyPlan.LastTime]);
        long position = FirstAfter(row, time);
        for (long p = row[KeyPlan.Next]++; p > position; p--)
            Event(row, p - 1).CopyTo(Event(row, p));
        var cells = Event(row, position);
        cells[0] = time;
        values.CopyTo(cells[1..]);
        return position;
    }

    private void Admit(int entity, Span<long> row, WindowPlan window, long position)
    {
        ref long tail = ref row[window.Cell];
        ref long front = ref row[window.Cell + 1];
        long newest = row[KeyPlan.LastTime] - window.Delay, time = Event(row, position)[0];
        if (time > newest)
            return;
        front++;
        if (time <= newest - window.Length)
            tail++;
        else
            Change(entity, row, RingOf(row), window, position, tail, front, 1);
    }

    private void Relabel(Span<long> row, WindowPlan window, long position, int column)
    {
        if (position < row[window.Cell] || position >= row[window.Cell + 1])
            return;
        foreach (var sum in window.Sums)
            if (sum.Column == column)
                Recompute(row, RingOf(row), sum, row[window.Cell], row[window.Cell + 1]);
    }

    // The first position whose event is after that time.
    private long FirstAfter(ReadOnlySpan<long> row, long time)
    {
        long low = row[KeyPlan.Head], high = row[KeyPlan.Next];
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (Event(row, middle)[0] <= time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

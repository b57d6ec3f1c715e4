namespace Vigil.Simulation;

/// <summary>The transactions of one day in time order, and those that are already known for later days.</summary>
internal sealed class DayBuffer
{
    private readonly PriorityQueue<SimulatedTransaction, (long Time, long Order)> _later = new();
    private SimulatedTransaction[] _items = new SimulatedTransaction[1024];
    private ulong[] _order = new ulong[1024];
    private long _end;
    private long _start;
    private long _deferred;

    /// <summary>How many transactions the day has so far.</summary>
    public int Count { get; private set; }

    /// <summary>The transaction added as the <paramref name="index"/>th.</summary>
    public ref SimulatedTransaction this[int index] => ref _items[index];

    /// <summary>Forgets the day before and takes up what was known for this one.</summary>
    public void Begin(in Calendar date)
    {
        Count = 0;
        (_start, _end) = (date.Start, date.End);
        while (_later.TryPeek(out _, out var key) && key.Time < _end)
            Append(_later.Dequeue());
    }

    /// <summary>Adds a transaction of this day or a later one.</summary>
    public void Add(in SimulatedTransaction transaction)
    {
        if (transaction.TimeMicroseconds < _end)
            Append(transaction);
        else
            _later.Enqueue(transaction, (transaction.TimeMicroseconds, _deferred++));
    }

    /// <summary>Puts the day in time order; transactions of the same millisecond stay as they were added.</summary>
    public void Sort()
    {
        for (int i = 0; i < Count; i++)
            _order[i] = ((ulong)(_items[i].TimeMicroseconds - _start) / 1000 << 32) | (uint)i;
        _order.AsSpan(0, Count).Sort();
    }

    /// <summary>The transaction at that place of the last <see cref="Sort"/>.</summary>
    public ref readonly SimulatedTransaction Sorted(int place) => ref _items[(uint)_order[place]];

    private void Append(in SimulatedTransaction transaction)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
            Array.Resize(ref _order, Count * 2);
        }
        _items[Count++] = transaction;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Vigil.Engine.Runtime.Stages;

/// <summary>
/// Things on their way from any thread to the one that takes them, in order. Who waits sleeps at once: to spin, as collections of the
/// platform do first, takes the processor from those who are waited for when there are few. Thread-safe.
/// </summary>
internal sealed class HandOff<T>
    where T : class
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private int _count, _waiting;
    private bool _isComplete, _isWoken;

    /// <summary>How many wait to be taken.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether nothing can be added any more.</summary>
    public bool IsAddingCompleted => Volatile.Read(ref _isComplete);

    /// <summary>Whether nothing can be added any more and everything is taken.</summary>
    public bool IsCompleted => IsAddingCompleted && Count == 0;

    /// <summary>Adds one; false, and nothing happens, after <see cref="Complete"/>.</summary>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (_isComplete)
                return false;
            _items.Enqueue(item);
            _count = _items.Count;
            if (_waiting > 0)
                Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes the next one; false when there is none.</summary>
    public bool TryTake([NotNullWhen(true)] out T? item)
    {
        item = null;
        if (Count == 0)
            return false;
        lock (_gate)
        {
            bool isTaken = _items.TryDequeue(out item);
            _count = _items.Count;
            return isTaken;
        }
    }

    /// <summary>Returns when there is one to take, when nothing can be added any more, when it is woken, or when the time is
    /// over.</summary>
    /// <param name="milliseconds">How long to wait; <see cref="Timeout.Infinite"/> without end.</param>
    /// <param name="forItems">Whether what can be taken ends the waiting.</param>
    public void Wait(int milliseconds, bool forItems = true)
    {
        lock (_gate)
        {
            long end = milliseconds < 0 ? long.MaxValue : Environment.TickCount64 + milliseconds;
            _waiting++;
            while (!(forItems && (_items.Count > 0 || _isComplete)) && !_isWoken && Environment.TickCount64 < end)
                Monitor.Wait(_gate, milliseconds < 0 ? Timeout.Infinite : (int)Math.Max(1, end - Environment.TickCount64));
            _waiting--;
            _isWoken = false;
        }
    }

    /// <summary>Ends the waiting, now or the next one.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            if (_waiting > 0)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Nothing can be added from here on; what was added can be taken.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Monitor.PulseAll(_gate);
        }
    }
}

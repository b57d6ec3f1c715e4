namespace Vigil.Server.Fairness;

/// <summary>What waits, by who asked: callers take turns, and of one caller who asked first is first. Not thread-safe.</summary>
internal sealed class TurnQueue
{
    private readonly Dictionary<string, Queue<Action>> _waiting = [];
    private readonly Queue<string> _turns = new();

    /// <summary>Of all callers.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Enqueue(string caller, Action run)
    {
        if (!_waiting.TryGetValue(caller, out var own))
        {
            _waiting[caller] = own = new Queue<Action>();
            _turns.Enqueue(caller);
        }
        own.Enqueue(run);
        Count++;
    }

    /// <summary>Takes the next of the caller whose turn it is; there must be one.</summary>
    public Action Dequeue()
    {
        string caller = _turns.Dequeue();
        var own = _waiting[caller];
        var run = own.Dequeue();
        Count--;
        if (own.Count > 0)
            _turns.Enqueue(caller);
        else
            _waiting.Remove(caller);
        return run;
    }
}

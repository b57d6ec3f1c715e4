namespace Vigil.Server.Transactions;

/// <summary>
/// What the last requests with a key held, so that a key that comes again with more, fewer or other transactions is noticed before any of
/// them is decided. After a restart the recorded transactions themselves are compared. Thread-safe.
/// </summary>
internal sealed class IdempotencyKeys
{
    private const int Generation = 50_000;
    private readonly Lock _gate = new();
    private Dictionary<UInt128, UInt128> _young = [], _old = [];

    /// <summary>Remembers what a request holds; false when its key came with something else before.</summary>
    public bool Admit(UInt128 key, UInt128 content)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(key, out var before) || _old.TryGetValue(key, out before))
                return before == content;
            if (_young.Count >= Generation)
                (_old, _young) = (_young, []);
            _young[key] = content;
            return true;
        }
    }
}

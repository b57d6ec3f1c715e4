using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;

namespace Vigil.Server.Transactions;

/// <summary>
/// What requests with a key held, so that a key that comes again with more, fewer or other transactions is noticed before any of them is
/// decided. The journal remembers it with their decisions; here are the last ones, those under way among them. Thread-safe.
/// </summary>
internal sealed class IdempotencyKeys(IDecisionQuery decisions)
{
    private const int Generation = 50_000;
    private readonly Lock _gate = new();
    private Dictionary<UInt128, Known> _young = [], _old = [];

    /// <summary>Not admitted when its key came with something else before; kept when the journal has it.</summary>
    /// <exception cref="StorageException">The journal cannot be asked.</exception>
    public async ValueTask<(bool IsAdmitted, bool IsKept)> AdmitAsync(KeyedRequest request, CancellationToken cancellation)
    {
        if (Find(request.Key) is not { } known)
        {
            var kept = await decisions.FindRequestAsync(request.Key, cancellation);
            known = Add(request.Key, new Known(kept ?? request.Content, kept is not null));
        }
        return (known.Content == request.Content, known.IsKept);
    }

    /// <summary>The journal has it from here on.</summary>
    public void Keep(KeyedRequest request)
    {
        lock (_gate)
            (_old.ContainsKey(request.Key) ? _old : _young)[request.Key] = new Known(request.Content, true);
    }

    private Known? Find(UInt128 key)
    {
        lock (_gate)
            return _young.TryGetValue(key, out var known) || _old.TryGetValue(key, out known) ? known : null;
    }

    // Another request with the key may have come meanwhile; the first one counts.
    private Known Add(UInt128 key, Known known)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(key, out var before) || _old.TryGetValue(key, out before))
                return before;
            if (_young.Count >= Generation)
                (_old, _young) = (_young, []);
            return _young[key] = known;
        }
    }

    private readonly record struct Known(UInt128 Content, bool IsKept);
}

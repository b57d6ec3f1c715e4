using System.Collections.Concurrent;
using Vigil.Engine.State;

namespace Vigil.Engine.Protection;

/// <summary>
/// The data keys that were used lately, in memory. Who brings a transaction fetches its entity's key; the sequencer then has what it needs
/// without asking the store. Thread-safe where nothing else is said.
/// </summary>
/// <param name="keys">The store's.</param>
/// <param name="generation">
/// How many come before those that were not used meanwhile go. There are two generations: what was used lately stays, and keys that are not
/// yet on disk are not dropped while they are in flight.
/// </param>
internal sealed class RecentKeys(EntityKeys keys, int generation = 100_000)
{
    private readonly object _gate = new();
    private volatile ConcurrentDictionary<UInt128, byte[]> _young = new(), _old = new();
    private int _youngCount;
    private long _turns, _erasures;

    /// <summary>Grows when keys may have been dropped. What was fetched two turns ago may not be here any more.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>How many keys were deleted.</summary>
    public long Erasures => Interlocked.Read(ref _erasures);

    /// <summary>Sees to it that the key of an entity is here, if the store has one.</summary>
    /// <returns><see cref="Turns"/> before it was asked: for <see cref="FindOrCreateOnSequencer"/>.</returns>
    /// <exception cref="InvalidDataException">See <see cref="EntityKeys.FindAsync"/>.</exception>
    public ValueTask<long> FetchAsync(UInt128 entity, CancellationToken cancellation)
    {
        long turns = Turns;
        return Find(entity) is not null ? new(turns) : AskAsync(entity, cancellation);
    }

    /// <summary>On the sequencer's thread: the key of an entity; where it has none, a new one, which is added to the list.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="fetched">What <see cref="FetchAsync"/> returned for it.</param>
    /// <param name="created">Receives a new one.</param>
    public byte[] FindOrCreateOnSequencer(UInt128 entity, long fetched, ICollection<NewEntityKey> created)
    {
        // That it was asked for so long ago is as good as never; it is asked for here then, where others wait.
        if (Find(entity) is { } key)
            return key;
        if (Turns - fetched >= 2)
        {
            FetchAsync(entity, CancellationToken.None).OnOwnThread();
            if (Find(entity) is { } late)
                return late;
        }
        (key, var kept) = keys.Create(entity);
        created.Add(kept);
        TryAdd(entity, key, Erasures);
        return key;
    }

    /// <summary>On the sequencer's thread: forgets an entity whose key was deleted.</summary>
    public void ForgetOnSequencer(UInt128 entity)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _erasures);
            _young.TryRemove(entity, out _);
            _old.TryRemove(entity, out _);
        }
    }

    /// <summary>Forgets everything, such as keys whose transaction failed.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            (_young, _old, _youngCount) = (new(), new(), 0);
            Interlocked.Add(ref _turns, 2);
        }
    }

    private async ValueTask<long> AskAsync(UInt128 entity, CancellationToken cancellation)
    {
        while (true)
        {
            var (turns, erasures) = (Turns, Erasures);
            if (Find(entity) is not null || await keys.FindAsync(entity, cancellation).ConfigureAwait(false) is not { } key
                || TryAdd(entity, key, erasures))
                return turns;
        }
    }

    private byte[]? Find(UInt128 entity)
    {
        if (_young.TryGetValue(entity, out byte[]? key))
            return key;
        // A turn beside this look could hide it and not count yet. It stays for another generation.
        lock (_gate)
            return _young.TryGetValue(entity, out key) || (_old.TryGetValue(entity, out key) && Add(entity, key)) ? key : null;
    }

    // False when a key was deleted since it was asked for: it may be this one.
    private bool TryAdd(UInt128 entity, byte[] key, long erasures)
    {
        lock (_gate)
            return erasures == Erasures && Add(entity, key);
    }

    private bool Add(UInt128 entity, byte[] key)
    {
        if (_youngCount >= generation)
        {
            (_old, _young, _youngCount) = (_young, new(), 0);
            Interlocked.Increment(ref _turns);
        }
        if (_young.TryAdd(entity, key))
            _youngCount++;
        return true;
    }
}

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Vigil.Engine.Protection;

/// <summary>A data key that is new: it goes to disk in the same transaction as the first entry that it seals.</summary>
/// <param name="Entity">Keyed hash of the entity.</param>
/// <param name="Wrapped">The data key, sealed with a key derived from the master key.</param>
public readonly record struct NewEntityKey(UInt128 Entity, byte[] Wrapped);

/// <summary>The stored data keys, one per entity (port). To erase a person is to delete one.</summary>
public interface IEntityKeyStore
{
    /// <summary>The wrapped key of an entity, or null when it has none (any more). Thread-safe.</summary>
    byte[]? Find(UInt128 entity);
}

/// <summary>The data keys of entities, unwrapped and cached. Keys are made by the sequencer alone; finding them is thread-safe.</summary>
public sealed class EntityKeys(MasterKey master, IEntityKeyStore store)
{
    // Two generations: what was used lately stays, and keys that are not yet on disk are never dropped while they are in flight.
    private const int Generation = 100_000;
    private readonly byte[] _wrapping = master.Derive("entity-keys");
    private ConcurrentDictionary<UInt128, byte[]> _young = new(), _old = new();

    /// <summary>The key of an entity; where it has none, a new one, which is added to <paramref name="created"/>.</summary>
    public byte[] FindOrCreate(UInt128 entity, ICollection<NewEntityKey> created)
    {
        if (Find(entity) is { } known)
            return known;
        byte[] key = RandomNumberGenerator.GetBytes(MasterKey.Length);
        created.Add(new NewEntityKey(entity, SealedBox.Seal(_wrapping, key, Context(entity))));
        Remember(entity, key);
        return key;
    }

    /// <summary>The key of an entity, or null when it has none.</summary>
    public byte[]? Find(UInt128 entity)
    {
        if (_young.TryGetValue(entity, out byte[]? key))
            return key;
        if (!_old.TryGetValue(entity, out key))
        {
            if (store.Find(entity) is not { } wrapped)
                return null;
            key = SealedBox.Open(_wrapping, wrapped, Context(entity)) ?? throw new InvalidDataException(
                "A data key cannot be opened with this master key: use the master key that the store was created with.");
        }
        Remember(entity, key);
        return key;
    }

    /// <summary>Forgets an entity whose key is deleted.</summary>
    public void Forget(UInt128 entity)
    {
        _young.TryRemove(entity, out _);
        _old.TryRemove(entity, out _);
    }

    /// <summary>Forgets everything, such as keys whose transaction failed.</summary>
    public void Clear() => (_young, _old) = (new(), new());

    private static ReadOnlySpan<byte> Context(in UInt128 entity) =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in entity, 1));

    private void Remember(UInt128 entity, byte[] key)
    {
        if (_young.Count >= Generation)
            (_old, _young) = (_young, new());
        _young[entity] = key;
    }
}

using System.Buffers.Binary;
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

/// <summary>
/// The data keys of entities, unwrapped. <see cref="FindOrCreate"/> and <see cref="Forget"/> cache and belong to the sequencer;
/// <see cref="Find"/> asks the store each time, so that what was erased a moment ago cannot be read any more, and is thread-safe.
/// </summary>
public sealed class EntityKeys(MasterKey master, IEntityKeyStore store)
{
    // Two generations: what was used lately stays, and keys that are not yet on disk are never dropped while they are in flight.
    private const int Generation = 100_000;
    private readonly byte[] _wrapping = master.Derive("entity-keys");
    private Dictionary<UInt128, byte[]> _young = [], _old = [];

    /// <summary>The key of an entity; where it has none, a new one, which is added to <paramref name="created"/>.</summary>
    public byte[] FindOrCreate(UInt128 entity, ICollection<NewEntityKey> created)
    {
        if (_young.TryGetValue(entity, out byte[]? key))
            return key;
        if (!_old.TryGetValue(entity, out key) && (key = Find(entity)) is null)
        {
            key = RandomNumberGenerator.GetBytes(MasterKey.Length);
            created.Add(new NewEntityKey(entity, SealedBox.Seal(_wrapping, key, Context(entity))));
        }
        if (_young.Count >= Generation)
            (_old, _young) = (_young, []);
        return _young[entity] = key;
    }

    /// <summary>The key of an entity as the store has it, or null when it has none.</summary>
    /// <exception cref="InvalidDataException">It was wrapped with another master key.</exception>
    public byte[]? Find(UInt128 entity) => store.Find(entity) is not { } wrapped ? null
        : SealedBox.Open(_wrapping, wrapped, Context(entity)) ?? throw new InvalidDataException(
            "A data key cannot be opened with this master key: use the master key that the store was created with.");

    /// <summary>Forgets an entity whose key was deleted.</summary>
    public void Forget(UInt128 entity)
    {
        _young.Remove(entity);
        _old.Remove(entity);
    }

    /// <summary>Forgets everything, such as keys whose transaction failed.</summary>
    public void Clear() => (_young, _old) = ([], []);

    private static byte[] Context(UInt128 entity)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, entity);
        return bytes;
    }
}

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
    ValueTask<byte[]?> FindAsync(UInt128 entity, CancellationToken cancellation);
}

/// <summary>
/// The data keys of entities, unwrapped. Asks the store each time, so that what was erased a moment ago cannot be read any more.
/// Thread-safe.
/// </summary>
public sealed class EntityKeys(MasterKey master, IEntityKeyStore store)
{
    private readonly byte[] _wrapping = master.Derive("entity-keys");

    /// <summary>The key of an entity as the store has it, or null when it has none.</summary>
    /// <exception cref="InvalidDataException">It was wrapped with another master key.</exception>
    public async ValueTask<byte[]?> FindAsync(UInt128 entity, CancellationToken cancellation) =>
        await store.FindAsync(entity, cancellation).ConfigureAwait(
            false) is not { } wrapped ? null : SealedBox.Open(_wrapping, wrapped, Context(entity)) ?? throw new InvalidDataException(
            "A data key cannot be opened with this master key: use the master key that the store was created with.");

    /// <summary>A new key for an entity, and how the store is to keep it.</summary>
    public (byte[] Key, NewEntityKey Kept) Create(UInt128 entity)
    {
        byte[] key = RandomNumberGenerator.GetBytes(MasterKey.Length);
        return (key, new NewEntityKey(entity, SealedBox.Seal(_wrapping, key, Context(entity))));
    }

    private static byte[] Context(UInt128 entity)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, entity);
        return bytes;
    }
}

using Dapper;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Protection;

/// <summary>Data keys in SQLite. They are there before the first entry that they seal; erasures in the journal delete them.</summary>
internal sealed class SqliteEntityKeys(SqliteDatabase database) : IEntityKeyStore
{
    /// <inheritdoc/>
    public ValueTask<byte[]?> FindAsync(UInt128 entity, CancellationToken cancellation) =>
        database.ReadAsync(connection => connection.ExecuteScalar<byte[]?>(
        "SELECT wrapped FROM entity_key WHERE entity = @entity", new { entity = EntityHash.Bytes(entity) }), cancellation);

    /// <summary>Adds keys; on disk when it returns.</summary>
    public void Add(IReadOnlyList<NewEntityKey> keys) => database.Write(connection => connection.Execute(
        "INSERT INTO entity_key (entity, wrapped) VALUES (@Entity, @Wrapped)",
        keys.Select(key => new { Entity = EntityHash.Bytes(key.Entity), key.Wrapped })));
}

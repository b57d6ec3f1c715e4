using Dapper;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Protection;

/// <summary>Data keys in SQLite; the journal adds and deletes them.</summary>
internal sealed class SqliteEntityKeys(SqliteDatabase database) : IEntityKeyStore
{
    /// <inheritdoc/>
    public byte[]? Find(UInt128 entity) => database.Read(connection => connection.ExecuteScalar<byte[]?>(
        "SELECT wrapped FROM entity_key WHERE entity = @entity", new { entity = EntityHash.Bytes(entity) }));
}

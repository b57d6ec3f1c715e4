using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Access;

/// <summary>Secrets in SQLite, sealed by who keeps them there.</summary>
internal sealed class SqliteSecrets(SqliteDatabase database) : ISecretStore
{
    // Apart from the store's own, such as the check of the master key.
    private const string Prefix = "service/";

    /// <inheritdoc/>
    public ValueTask<byte[]?> FindAsync(string name, CancellationToken cancellation) =>
        database.ReadAsync(connection => Find(connection, name), cancellation);

    /// <inheritdoc/>
    public async ValueTask<byte[]> FindOrAddAsync(string name, byte[] value, CancellationToken cancellation) =>
        await FindAsync(name, cancellation) ?? await database.WriteAsync(connection =>
    {
        connection.Execute("INSERT INTO secret VALUES (@name, @value) ON CONFLICT DO NOTHING", new { name = Prefix + name, value });
        return Find(connection, name)!;
    }, cancellation);

    private static byte[]? Find(SqliteConnection connection, string name) =>
        connection.ExecuteScalar<byte[]?>("SELECT value FROM secret WHERE name = @name", new { name = Prefix + name });
}

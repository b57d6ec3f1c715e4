using System.Data;
using Dapper;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Access;

/// <summary>API keys in SQLite.</summary>
internal sealed class SqliteApiKeys(SqliteDatabase database) : IApiKeyStore
{
    private const long Minute = 60_000_000;
    private const string Select =
        "SELECT id, name, hash, scopes, created, created_by, expires, revoked, last_used FROM api_key ";

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(ApiKey key, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute($"""
        INSERT INTO api_key (id, name, hash, scopes, created, created_by, expires, revoked, last_used)
        SELECT @Id, @Name, @Hash, @Scopes, @Created, @CreatedBy, @Expires, @Revoked, @LastUsed
        WHERE NOT EXISTS (SELECT 1 FROM api_key WHERE @CreatedBy = '{Caller.KeyPrefix}' || id AND revoked <> 0)
        """, key), cancellation) > 0;

    /// <inheritdoc/>
    public ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync(connection => connection.Rows(Select + "WHERE id = @id", new { id }, Key).FirstOrDefault(), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<ApiKey>>(
            connection => connection.Rows(Select + "ORDER BY created DESC, number DESC", null, Key), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>?> RevokeAsync(string id, long time, CancellationToken cancellation) =>
        database.WriteAsync(connection =>
    {
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM api_key WHERE id = @id", new { id }) == 0)
            return null;
        var revoked = connection.Rows($"""
            WITH RECURSIVE made (id) AS (
              SELECT @id UNION SELECT k.id FROM api_key AS k JOIN made ON k.created_by = '{Caller.KeyPrefix}' || made.id)
            UPDATE api_key SET revoked = @time WHERE revoked = 0 AND id IN (SELECT id FROM made) RETURNING id
            """, new { id, time }, row => row.GetString(0));
        return (IReadOnlyList<string>)[.. revoked.OrderByDescending(found => found == id).ThenBy(found => found, StringComparer.Ordinal)];
    }, cancellation);

    /// <inheritdoc/>
    public async ValueTask TouchAsync(string id, long time, CancellationToken cancellation)
    {
        long minute = time - (time % Minute);
        // Asked first, because most calls change nothing and need not write.
        if (await FindAsync(id, cancellation) is { } key && key.LastUsed < minute)
            await database.WriteAsync(connection => connection.Execute(
                "UPDATE api_key SET last_used = @minute WHERE id = @id AND last_used < @minute", new { id, minute }), cancellation);
    }

    private static ApiKey Key(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), row.Bytes(2), (Permissions)row.GetInt32(3), row.GetInt64(4), row.GetString(5), row.GetInt64(6),
        row.GetInt64(7), row.GetInt64(8));
}

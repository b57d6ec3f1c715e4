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
    public bool Add(ApiKey key) => database.Write(connection => connection.Execute($"""
        INSERT INTO api_key (id, name, hash, scopes, created, created_by, expires, revoked, last_used)
        SELECT @Id, @Name, @Hash, @Scopes, @Created, @CreatedBy, @Expires, @Revoked, @LastUsed
        WHERE NOT EXISTS (SELECT 1 FROM api_key WHERE @CreatedBy = '{Caller.KeyPrefix}' || id AND revoked <> 0)
        """, key)) > 0;

    /// <inheritdoc/>
    public ApiKey? Find(string id) =>
        database.Read(connection => connection.Rows(Select + "WHERE id = @id", new { id }, Key).FirstOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<ApiKey> List() =>
        database.Read(connection => connection.Rows(Select + "ORDER BY created DESC, number DESC", null, Key));

    /// <inheritdoc/>
    public IReadOnlyList<string>? Revoke(string id, long time) => database.Write(connection =>
    {
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM api_key WHERE id = @id", new { id }) == 0)
            return null;
        var revoked = connection.Rows($"""
            WITH RECURSIVE made (id) AS (
              SELECT @id UNION SELECT k.id FROM api_key AS k JOIN made ON k.created_by = '{Caller.KeyPrefix}' || made.id)
            UPDATE api_key SET revoked = @time WHERE revoked = 0 AND id IN (SELECT id FROM made) RETURNING id
            """, new { id, time }, row => row.GetString(0));
        return (IReadOnlyList<string>)[.. revoked.OrderByDescending(found => found == id).ThenBy(found => found, StringComparer.Ordinal)];
    });

    /// <inheritdoc/>
    public void Touch(string id, long time)
    {
        long minute = time - (time % Minute);
        // Asked first, because most calls change nothing and need not write.
        if (Find(id) is { } key && key.LastUsed < minute)
            database.Write(connection => connection.Execute(
                "UPDATE api_key SET last_used = @minute WHERE id = @id AND last_used < @minute", new { id, minute }));
    }

    private static ApiKey Key(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), row.Bytes(2), (Permissions)row.GetInt32(3), row.GetInt64(4), row.GetString(5), row.GetInt64(6),
        row.GetInt64(7), row.GetInt64(8));
}

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
    public void Add(ApiKey key) => database.Write(connection => connection.Execute("""
        INSERT INTO api_key (id, name, hash, scopes, created, created_by, expires, revoked, last_used)
        VALUES (@Id, @Name, @Hash, @Scopes, @Created, @CreatedBy, @Expires, @Revoked, @LastUsed)
        """, key));

    /// <inheritdoc/>
    public ApiKey? Find(string id) =>
        database.Read(connection => connection.Rows(Select + "WHERE id = @id", new { id }, Key).FirstOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<ApiKey> List() =>
        database.Read(connection => connection.Rows(Select + "ORDER BY created DESC, number DESC", null, Key));

    /// <inheritdoc/>
    public bool Revoke(string id, long time) => database.Write(connection => connection.Execute(
        "UPDATE api_key SET revoked = CASE revoked WHEN 0 THEN @time ELSE revoked END WHERE id = @id", new { id, time })) > 0;

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

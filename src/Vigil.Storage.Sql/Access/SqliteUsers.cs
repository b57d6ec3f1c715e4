using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Access;

/// <summary>Users and sessions in SQLite.</summary>
internal sealed class SqliteUsers(SqliteDatabase database) : IUserStore
{
    private const string Select = """
        SELECT name, password_hash, roles, version, is_disabled, must_change_password, failed_logins, locked_until, created, last_login
        FROM person 
        """;

    /// <inheritdoc/>
    public bool Add(User user) => database.Write(connection => connection.Execute("""
        INSERT INTO person (name, password_hash, roles, version, is_disabled, must_change_password, failed_logins, locked_until, created,
          last_login)
        VALUES (@Name, @PasswordHash, @Roles, @Version, @IsDisabled, @MustChangePassword, @FailedLogins, @LockedUntil, @Created, @LastLogin)
        ON CONFLICT DO NOTHING
        """, user)) > 0;

    /// <inheritdoc/>
    public User? Find(string name) => database.Read(connection => Find(connection, name));

    /// <inheritdoc/>
    public IReadOnlyList<User> List() => database.Read(connection => connection.Rows(Select + "ORDER BY name", null, Person));

    /// <inheritdoc/>
    public User? Change(string name, Func<User, User> change) => database.Write(connection =>
    {
        if (Find(connection, name) is not { } user)
            return null;
        var changed = change(user) with { Name = name };
        connection.Execute("""
            UPDATE person SET password_hash = @PasswordHash, roles = @Roles, version = @Version, is_disabled = @IsDisabled,
              must_change_password = @MustChangePassword, failed_logins = @FailedLogins, locked_until = @LockedUntil, created = @Created,
              last_login = @LastLogin
            WHERE name = @Name
            """, changed);
        return changed;
    });

    /// <inheritdoc/>
    public bool Remove(string name) =>
        database.Write(connection => connection.Execute("DELETE FROM person WHERE name = @name", new { name })) > 0;

    /// <inheritdoc/>
    public void AddSession(Session session) => database.Write(connection => connection.Execute("""
        INSERT INTO session (id, person, token_hash, created, expires, is_revoked)
        VALUES (@Id, @User, @TokenHash, @Created, @Expires, @IsRevoked)
        """, session));

    /// <inheritdoc/>
    public Session? FindSession(string id) => database.Read(connection => connection.Rows(
        "SELECT id, person, token_hash, created, expires, is_revoked FROM session WHERE id = @id", new { id },
        row => new Session(row.GetString(0), row.GetString(1), row.Bytes(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5) != 0))
        .FirstOrDefault());

    /// <inheritdoc/>
    public bool Rotate(string session, byte[] usedHash, byte[] newHash) => database.Write(connection => connection.Execute(
        "UPDATE session SET token_hash = @newHash WHERE id = @session AND token_hash = @usedHash AND is_revoked = 0",
        new { session, usedHash, newHash })) > 0;

    /// <inheritdoc/>
    public void Revoke(string user, string? session) => database.Write(connection => connection.Execute(
        "UPDATE session SET is_revoked = 1 WHERE person = @user AND (@session IS NULL OR id = @session)", new { user, session }));

    /// <inheritdoc/>
    public void RemoveExpired(long before) =>
        database.Write(connection => connection.Execute("DELETE FROM session WHERE expires < @before", new { before }));

    private static User? Find(SqliteConnection connection, string name) =>
        connection.Rows(Select + "WHERE name = @name", new { name }, Person).FirstOrDefault();

    private static User Person(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), (Roles)row.GetInt32(2), row.GetInt64(3), row.GetInt64(4) != 0, row.GetInt64(5) != 0,
        row.GetInt32(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9));
}

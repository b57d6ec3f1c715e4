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
    public async ValueTask<bool> AddAsync(User user, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute("""
        INSERT INTO person (name, password_hash, roles, version, is_disabled, must_change_password, failed_logins, locked_until, created,
          last_login)
        VALUES (@Name, @PasswordHash, @Roles, @Version, @IsDisabled, @MustChangePassword, @FailedLogins, @LockedUntil, @Created, @LastLogin)
        ON CONFLICT DO NOTHING
        """, user), cancellation) > 0;

    /// <inheritdoc/>
    public ValueTask<User?> FindAsync(string name, CancellationToken cancellation) =>
        database.ReadAsync(connection => Find(connection, name), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<User>> ListAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<User>>(connection => connection.Rows(Select + "ORDER BY name", null, Person), cancellation);

    /// <inheritdoc/>
    public ValueTask<User?> ChangeAsync(string name, Func<User, User> change, CancellationToken cancellation) =>
        database.WriteAsync(connection =>
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
    }, cancellation);

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string name, CancellationToken cancellation) =>
        await database.WriteAsync(
            connection => connection.Execute("DELETE FROM person WHERE name = @name", new { name }), cancellation) > 0;

    /// <inheritdoc/>
    public async ValueTask AddSessionAsync(Session session, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute("""
        INSERT INTO session (id, person, token_hash, created, expires, is_revoked)
        VALUES (@Id, @User, @TokenHash, @Created, @Expires, @IsRevoked)
        """, session), cancellation);

    /// <inheritdoc/>
    public ValueTask<Session?> FindSessionAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync(connection => connection.Rows(
        "SELECT id, person, token_hash, created, expires, is_revoked FROM session WHERE id = @id", new { id },
        row => new Session(row.GetString(0), row.GetString(1), row.Bytes(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5) != 0))
        .FirstOrDefault(), cancellation);

    /// <inheritdoc/>
    public async ValueTask<bool> RotateAsync(string session, byte[] usedHash, byte[] newHash, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute(
        "UPDATE session SET token_hash = @newHash WHERE id = @session AND token_hash = @usedHash AND is_revoked = 0",
        new { session, usedHash, newHash }), cancellation) > 0;

    /// <inheritdoc/>
    public async ValueTask RevokeAsync(string user, string? session, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute(
        "UPDATE session SET is_revoked = 1 WHERE person = @user AND (@session IS NULL OR id = @session)", new { user, session }),
            cancellation);

    /// <inheritdoc/>
    public async ValueTask RemoveExpiredAsync(long before, CancellationToken cancellation) =>
        await database.WriteAsync(
            connection => connection.Execute("DELETE FROM session WHERE expires < @before", new { before }), cancellation);

    private static User? Find(SqliteConnection connection, string name) =>
        connection.Rows(Select + "WHERE name = @name", new { name }, Person).FirstOrDefault();

    private static User Person(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), (Roles)row.GetInt32(2), row.GetInt64(3), row.GetInt64(4) != 0, row.GetInt64(5) != 0,
        row.GetInt32(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9));
}

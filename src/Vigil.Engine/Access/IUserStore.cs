namespace Vigil.Engine.Access;

/// <summary>A person who can sign in. Times are microseconds since 1970-01-01T00:00:00Z.</summary>
/// <param name="Name">Lower-case, 1 to 64 characters; never changes.</param>
/// <param name="PasswordHash">A slow, salted hash.</param>
/// <param name="Roles">What the person may do.</param>
/// <param name="Version">Goes up with every change that must void tokens: password, roles, disabling.</param>
/// <param name="IsDisabled">Whether signing in is refused.</param>
/// <param name="MustChangePassword">Whether the password was given by somebody else.</param>
/// <param name="FailedLogins">Since the last good one.</param>
/// <param name="LockedUntil">Until when signing in is refused; 0 when it is not.</param>
/// <param name="Created">When the user was added.</param>
/// <param name="LastLogin">The last good one; 0 when there was none.</param>
public sealed record User(
    string Name, string PasswordHash, Roles Roles, long Version, bool IsDisabled, bool MustChangePassword, int FailedLogins,
    long LockedUntil, long Created, long LastLogin);

/// <summary>A session: what a refresh token belongs to. Tokens rotate; one that is used twice ends the session.</summary>
/// <param name="Id">Random, in every access token of the session.</param>
/// <param name="User">Whose it is.</param>
/// <param name="TokenHash">SHA-256 of the refresh token that is valid now.</param>
/// <param name="Created">When it began.</param>
/// <param name="Expires">When it ends at the latest.</param>
/// <param name="IsRevoked">Whether it was ended before.</param>
public sealed record Session(string Id, string User, byte[] TokenHash, long Created, long Expires, bool IsRevoked);

/// <summary>Users and their sessions (port). Thread-safe; also used by other processes at the same time.</summary>
public interface IUserStore
{
    /// <summary>Adds a user; false when the name is taken.</summary>
    ValueTask<bool> AddAsync(User user, CancellationToken cancellation);

    /// <summary>One user, or null.</summary>
    ValueTask<User?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>By name.</summary>
    ValueTask<IReadOnlyList<User>> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// Replaces a user as one step: <paramref name="change"/> gets what is stored; returns what is stored then, or null when there is
    /// none.
    /// </summary>
    ValueTask<User?> ChangeAsync(string name, Func<User, User> change, CancellationToken cancellation);

    /// <summary>Removes a user and all sessions; false when there is none.</summary>
    ValueTask<bool> RemoveAsync(string name, CancellationToken cancellation);

    /// <summary>Begins a session.</summary>
    ValueTask AddSessionAsync(Session session, CancellationToken cancellation);

    /// <summary>One session, or null.</summary>
    ValueTask<Session?> FindSessionAsync(string id, CancellationToken cancellation);

    /// <summary>
    /// Exchanges the refresh token, if the session is not revoked and <paramref name="usedHash"/> is the valid one; else false.
    /// </summary>
    ValueTask<bool> RotateAsync(string session, byte[] usedHash, byte[] newHash, CancellationToken cancellation);

    /// <summary>Ends one session, or with null all sessions of the user.</summary>
    ValueTask RevokeAsync(string user, string? session, CancellationToken cancellation);

    /// <summary>Removes sessions that expired before.</summary>
    ValueTask RemoveExpiredAsync(long before, CancellationToken cancellation);
}

/// <summary>A credential of a program. The secret is shown once and kept as a hash.</summary>
/// <param name="Id">Short and random, the visible part of the key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Hash">SHA-256 of the secret, which has 256 random bits.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Created">When.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="Expires">From when it is refused; 0 for never.</param>
/// <param name="Revoked">When it was revoked; 0 when it was not.</param>
/// <param name="LastUsed">To the minute; 0 for never.</param>
public sealed record ApiKey(
    string Id, string Name, byte[] Hash, Permissions Scopes, long Created, string CreatedBy, long Expires, long Revoked, long LastUsed);

/// <summary>API keys (port). Thread-safe; also used by other processes at the same time.</summary>
public interface IApiKeyStore
{
    /// <summary>Adds a key; false, and nothing is added, when the key that makes it (<see cref="ApiKey.CreatedBy"/>) is revoked.</summary>
    ValueTask<bool> AddAsync(ApiKey key, CancellationToken cancellation);

    /// <summary>One key, or null.</summary>
    ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Newest first.</summary>
    ValueTask<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// Revokes a key, the keys that it made, those that they made, and so on, as one step; returns the ids of those that were not revoked
    /// before, the key's own first, or null when there is no such key.
    /// </summary>
    ValueTask<IReadOnlyList<string>?> RevokeAsync(string id, long time, CancellationToken cancellation);

    /// <summary>Notes that it was used.</summary>
    ValueTask TouchAsync(string id, long time, CancellationToken cancellation);
}

/// <summary>Small secrets of the service, such as its signing key, sealed by the caller (port).</summary>
public interface ISecretStore
{
    /// <summary>A value, or null.</summary>
    ValueTask<byte[]?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Keeps a value unless the name is taken; returns what is kept.</summary>
    ValueTask<byte[]> FindOrAddAsync(string name, byte[] value, CancellationToken cancellation);
}

using System.Text.Json;

namespace Vigil.Engine.Access;

/// <summary>
/// Adding, changing and removing users. Names, roles and passwords are to be checked before (<see cref="UserNames"/>,
/// <see cref="PasswordRules"/>). Every change is in the audit log and voids the user's tokens where it must. Thread-safe, also over
/// processes: two administrators who remove each other at the same time both stay.
/// </summary>
public sealed class UserAdministration(
    IUserStore users, IAuditLog audit, TokenCallers callers, AccessOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Adds a user whose password somebody else chose.</summary>
    public async ValueTask<UserOutcome> AddAsync(string name, string password, Roles roles, Actor by, CancellationToken cancellation)
    {
        var user = new User(name, Hash(password), roles, 1, IsDisabled: false, MustChangePassword: true, 0, 0, Now(), 0);
        if (!await users.AddAsync(user, cancellation))
            return UserOutcome.Taken;
        await NoteAsync(by, "user.create", name, Details(roles));
        return UserOutcome.Done;
    }

    /// <summary>Changes a user as an administrator.</summary>
    public async ValueTask<UserOutcome> ChangeAsync(string name, UserChange change, Actor by, CancellationToken cancellation)
    {
        string? hash = change.Password is null ? null : Hash(change.Password);
        await _turn.WaitAsync(cancellation);
        try
        {
            User? before = null;
            var after = await users.ChangeAsync(name, user => Apply(before = user, change, hash), cancellation);
            if (after is null)
                return UserOutcome.Unknown;
            if (IsAdministrator(before!) && !IsAdministrator(after) && !await HasAdministratorAsync())
            {
                await users.ChangeAsync(name, _ => before!, CancellationToken.None);
                return await RefuseAsync(by, "user.change", name);
            }
            if (after.Version != before!.Version)
                await EndSessionsAsync(name);
            await NoteAsync(by, "user.change", name, Details(change));
            return UserOutcome.Done;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes a user.</summary>
    public async ValueTask<UserOutcome> RemoveAsync(string name, Actor by, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            bool wasDisabled = false;
            var user = await users.ChangeAsync(name, u => u with { IsDisabled = (wasDisabled = u.IsDisabled) || true }, cancellation);
            if (user is null)
                return UserOutcome.Unknown;
            if (user.Roles.HasFlag(Roles.Admin) && !wasDisabled && !await HasAdministratorAsync())
            {
                await users.ChangeAsync(name, u => u with { IsDisabled = false }, CancellationToken.None);
                return await RefuseAsync(by, "user.remove", name);
            }
            await users.RemoveAsync(name, CancellationToken.None);
            callers.Forget();
            await NoteAsync(by, "user.remove", name, "");
            return UserOutcome.Done;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sets a password that the user chose; all sessions end.</summary>
    public async ValueTask<User?> SetOwnPasswordAsync(string name, string password, Actor by, CancellationToken cancellation)
    {
        string hash = Hash(password);
        var user = await users.ChangeAsync(
            name, u => u with { PasswordHash = hash, Version = u.Version + 1, MustChangePassword = false }, cancellation);
        if (user is null)
            return null;
        await EndSessionsAsync(name);
        await NoteAsync(by, "user.password", name, "");
        return user;
    }

    private static bool IsAdministrator(User user) => user.Roles.HasFlag(Roles.Admin) && !user.IsDisabled;

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // From the first change on nothing is cancelled: what was begun is ended, and noted, though nobody waits for the answer any more.
    private async ValueTask<bool> HasAdministratorAsync() => (await users.ListAsync(CancellationToken.None)).Any(IsAdministrator);

    private static User Apply(User user, UserChange change, string? hash)
    {
        var changed = user with
        {
            Roles = change.Roles ?? user.Roles,
            IsDisabled = change.IsDisabled ?? user.IsDisabled,
            PasswordHash = hash ?? user.PasswordHash,
            MustChangePassword = hash is not null || user.MustChangePassword,
        };
        bool voids = hash is not null || changed.Roles != user.Roles || changed.IsDisabled != user.IsDisabled;
        changed = voids ? changed with { Version = user.Version + 1 } : changed;
        return change.Unlocks || hash is not null ? changed with { FailedLogins = 0, LockedUntil = 0 } : changed;
    }

    private async ValueTask EndSessionsAsync(string name)
    {
        await users.RevokeAsync(name, null, CancellationToken.None);
        callers.Forget();
    }

    private async ValueTask<UserOutcome> RefuseAsync(Actor by, string action, string name)
    {
        await audit.AppendAsync(
            new AuditEvent(Now(), by.Name, action, name, "last administrator", by.Address, ""), CancellationToken.None);
        return UserOutcome.LastAdministrator;
    }

    private string Hash(string password) => PasswordHash.Create(password, options.PasswordRounds);

    private long Now() => Microseconds.Now(clock);

    private static string Details(Roles roles) => JsonSerializer.Serialize(new { roles = AccessNames.Of(roles) });

    private static string Details(UserChange change)
    {
        var details = new Dictionary<string, object>();
        if (change.Roles is { } roles)
            details["roles"] = AccessNames.Of(roles);
        if (change.IsDisabled is { } isDisabled)
            details["disabled"] = isDisabled;
        if (change.Password is not null)
            details["password"] = "set";
        if (change.Unlocks)
            details["unlock"] = true;
        return JsonSerializer.Serialize(details);
    }

    private ValueTask NoteAsync(Actor by, string action, string target, string details) =>
        audit.AppendAsync(new AuditEvent(Now(), by.Name, action, target, "ok", by.Address, details), CancellationToken.None);
}

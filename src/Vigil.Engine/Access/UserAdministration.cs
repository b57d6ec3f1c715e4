using System.Text.Json;

namespace Vigil.Engine.Access;

/// <summary>
/// Adding, changing and removing users. Names, roles and passwords are to be checked before (<see cref="UserNames"/>,
/// <see cref="PasswordRules"/>). Every change is in the audit log and voids the user's tokens where it must. Thread-safe, also over
/// processes: two administrators who remove each other at the same time both stay.
/// </summary>
public sealed class UserAdministration(
    IUserStore users, IAuditLog audit, TokenCallers callers, AccessOptions options, TimeProvider clock)
{
    private readonly Lock _lock = new();

    /// <summary>Adds a user whose password somebody else chose.</summary>
    public UserOutcome Add(string name, string password, Roles roles, Actor by)
    {
        var user = new User(name, Hash(password), roles, 1, IsDisabled: false, MustChangePassword: true, 0, 0, Now(), 0);
        if (!users.Add(user))
            return UserOutcome.Taken;
        Note(by, "user.create", name, Details(roles));
        return UserOutcome.Done;
    }

    /// <summary>Changes a user as an administrator.</summary>
    public UserOutcome Change(string name, UserChange change, Actor by)
    {
        string? hash = change.Password is null ? null : Hash(change.Password);
        lock (_lock)
        {
            User? before = null;
            var after = users.Change(name, user => Apply(before = user, change, hash));
            if (after is null)
                return UserOutcome.Unknown;
            if (IsAdministrator(before!) && !IsAdministrator(after) && !users.List().Any(IsAdministrator))
            {
                users.Change(name, _ => before!);
                return Refuse(by, "user.change", name);
            }
            if (after.Version != before!.Version)
                EndSessions(name);
            Note(by, "user.change", name, Details(change));
            return UserOutcome.Done;
        }
    }

    /// <summary>Removes a user.</summary>
    public UserOutcome Remove(string name, Actor by)
    {
        lock (_lock)
        {
            bool wasDisabled = false;
            if (users.Change(name, user => user with { IsDisabled = (wasDisabled = user.IsDisabled) || true }) is not { } user)
                return UserOutcome.Unknown;
            if (user.Roles.HasFlag(Roles.Admin) && !wasDisabled && !users.List().Any(IsAdministrator))
            {
                users.Change(name, u => u with { IsDisabled = false });
                return Refuse(by, "user.remove", name);
            }
            users.Remove(name);
            callers.Forget();
            Note(by, "user.remove", name, "");
            return UserOutcome.Done;
        }
    }

    /// <summary>Sets a password that the user chose; all sessions end.</summary>
    public User? SetOwnPassword(string name, string password, Actor by)
    {
        string hash = Hash(password);
        var user = users.Change(name, u => u with { PasswordHash = hash, Version = u.Version + 1, MustChangePassword = false });
        if (user is null)
            return null;
        EndSessions(name);
        Note(by, "user.password", name, "");
        return user;
    }

    private static bool IsAdministrator(User user) => user.Roles.HasFlag(Roles.Admin) && !user.IsDisabled;

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

    private void EndSessions(string name)
    {
        users.Revoke(name, null);
        callers.Forget();
    }

    private UserOutcome Refuse(Actor by, string action, string name)
    {
        audit.Append(new AuditEvent(Now(), by.Name, action, name, "last administrator", by.Address, ""));
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

    private void Note(Actor by, string action, string target, string details) =>
        audit.Append(new AuditEvent(Now(), by.Name, action, target, "ok", by.Address, details));
}

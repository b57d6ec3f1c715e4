namespace Vigil.Engine.Access;

/// <summary>The user that a new store begins with.</summary>
public static class FirstAdministrator
{
    /// <summary>The name.</summary>
    public const string Name = "admin";

    /// <summary>
    /// Adds an administrator where there is no user yet, and returns the random password, to be shown once; null when there are users.
    /// </summary>
    /// <param name="users">The users.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="audit">Where it is noted.</param>
    public static string? Create(IUserStore users, TimeProvider clock, IAuditLog? audit = null)
    {
        if (users.List().Count > 0)
            return null;
        string chosen = PasswordRules.Random();
        var user = new User(
            Name, PasswordHash.Create(chosen), Roles.Admin, 1, IsDisabled: false, MustChangePassword: true, 0, 0, Microseconds.Now(clock),
            0);
        if (!users.Add(user))
            return null;
        audit?.Append(new AuditEvent(user.Created, "system", "user.create", Name, "ok", "", """{"roles":["admin"]}"""));
        return chosen;
    }
}

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
    /// <param name="cancellation">Gives it up before there is one.</param>
    public static async ValueTask<string?> CreateAsync(
        IUserStore users, TimeProvider clock, IAuditLog audit, CancellationToken cancellation)
    {
        if ((await users.ListAsync(cancellation)).Count > 0)
            return null;
        string chosen = PasswordRules.Random();
        var user = new User(
            Name, PasswordHash.Create(chosen), Roles.Admin, 1, IsDisabled: false, MustChangePassword: true, 0, 0, Microseconds.Now(clock),
            0);
        if (!await users.AddAsync(user, cancellation))
            return null;
        await audit.AppendAsync(
            new AuditEvent(user.Created, "system", "user.create", Name, "ok", "", """{"roles":["admin"]}"""), CancellationToken.None);
        return chosen;
    }
}

namespace Vigil.Engine.Access;

/// <summary>Who is asking, after the credential was checked.</summary>
/// <param name="Actor">As the audit log has it: a user's name, or <c>key:</c> and the key's id.</param>
/// <param name="Permissions">What is allowed.</param>
/// <param name="User">The person's name; null for a program.</param>
/// <param name="Session">The person's session; null for a program.</param>
/// <param name="Roles">The person's roles.</param>
/// <param name="MustChangePassword">Whether the person still has a password that somebody else gave.</param>
public sealed record Caller(string Actor, Permissions Permissions, string? User, string? Session, Roles Roles, bool MustChangePassword)
{
    /// <summary>Begins the actor of a key; no user name can.</summary>
    public const string KeyPrefix = "key:";

    /// <summary>A program.</summary>
    public static Caller Of(ApiKey key) => new(KeyPrefix + key.Id, key.Scopes & AccessNames.KeyScopes, null, null, Roles.None, false);

    /// <summary>A person.</summary>
    public static Caller Of(User user, string session) =>
        new(user.Name, RoleGrants.Of(user.Roles), user.Name, session, user.Roles, user.MustChangePassword);
}

/// <summary>Who does something, for the audit log.</summary>
/// <param name="Name">See <see cref="AuditEvent.Actor"/>.</param>
/// <param name="Address">The network address, or empty.</param>
public readonly record struct Actor(string Name, string Address = "");

namespace Vigil.Engine.Access;

/// <summary>Roles, permissions and scopes as they are written, in snake case. The scopes of keys are permissions by these names.</summary>
public static class AccessNames
{
    /// <summary>What an API key can be allowed: everything but managing users and reading the audit log.</summary>
    public const Permissions KeyScopes = Permissions.Score | Permissions.Read | Permissions.Label | Permissions.ManageStreams
        | Permissions.ManageModels | Permissions.Administer | Permissions.Replay;

    private static readonly (Roles Role, string Name)[] RoleTable =
    [
        (Roles.Analyst, "analyst"), (Roles.DataEngineer, "data_engineer"), (Roles.ModelOwner, "model_owner"), (Roles.Admin, "admin"),
        (Roles.Auditor, "auditor"),
    ];

    private static readonly (Permissions Permission, string Name)[] PermissionTable =
    [
        (Permissions.Score, "score"), (Permissions.Read, "read"), (Permissions.Label, "label"),
        (Permissions.ManageStreams, "manage_streams"), (Permissions.ManageModels, "manage_models"), (Permissions.Administer, "admin"),
        (Permissions.ManageUsers, "manage_users"), (Permissions.ReadAudit, "read_audit"), (Permissions.Replay, "replay"),
    ];

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> AllRoles { get; } = [.. RoleTable.Select(r => r.Name)];

    /// <summary>All scopes that a key can have.</summary>
    public static IReadOnlyList<string> AllScopes { get; } = Of(KeyScopes);

    /// <summary>The names of roles.</summary>
    public static string[] Of(Roles roles) => [.. RoleTable.Where(r => roles.HasFlag(r.Role)).Select(r => r.Name)];

    /// <summary>The names of permissions.</summary>
    public static string[] Of(Permissions permissions) =>
        [.. PermissionTable.Where(p => permissions.HasFlag(p.Permission)).Select(p => p.Name)];

    /// <summary>The role of a name, or null.</summary>
    public static Roles? ParseRole(string name)
    {
        int at = Array.FindIndex(RoleTable, r => r.Name == name);
        return at < 0 ? null : RoleTable[at].Role;
    }

    /// <summary>The scope of a name, or null when there is none that a key can have.</summary>
    public static Permissions? ParseScope(string name)
    {
        int at = Array.FindIndex(PermissionTable, p => p.Name == name && KeyScopes.HasFlag(p.Permission));
        return at < 0 ? null : PermissionTable[at].Permission;
    }
}

namespace Vigil.Engine.Access;

/// <summary>What a person is allowed to do; a person may have several.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Looks at decisions and labels them.</summary>
    Analyst = 1,

    /// <summary>Sends transactions and manages streams.</summary>
    DataEngineer = 2,

    /// <summary>Trains and promotes models.</summary>
    ModelOwner = 4,

    /// <summary>Everything, users and keys included.</summary>
    Admin = 8,

    /// <summary>Reads everything, the audit log included, and changes nothing.</summary>
    Auditor = 16,
}

/// <summary>What can be permitted. Every route asks for exactly one; roles and the scopes of API keys grant them.</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Send transactions to be scored.</summary>
    Score = 1,

    /// <summary>Read decisions, entities, streams, models, figures.</summary>
    Read = 2,

    /// <summary>Say whether a transaction was fraud.</summary>
    Label = 4,

    /// <summary>Manage streams and their data.</summary>
    ManageStreams = 8,

    /// <summary>Train and promote models.</summary>
    ManageModels = 16,

    /// <summary>Manage API keys, erase personal data, operate the service.</summary>
    Administer = 32,

    /// <summary>Manage users; no API key has it.</summary>
    ManageUsers = 64,

    /// <summary>Read and verify the audit log.</summary>
    ReadAudit = 128,

    /// <summary>Recompute decisions: takes seconds and as much memory as the state of a stream.</summary>
    Replay = 256,
}

/// <summary>Which role grants what.</summary>
public static class RoleGrants
{
    /// <summary>The permissions of a role, or of several together.</summary>
    public static Permissions Of(Roles roles)
    {
        var granted = roles == Roles.None ? Permissions.None : Permissions.Read;
        if (roles.HasFlag(Roles.Analyst))
            granted |= Permissions.Label | Permissions.Replay;
        if (roles.HasFlag(Roles.DataEngineer))
            granted |= Permissions.Score | Permissions.ManageStreams;
        if (roles.HasFlag(Roles.ModelOwner))
            granted |= Permissions.ManageModels | Permissions.Replay;
        if (roles.HasFlag(Roles.Auditor))
            granted |= Permissions.ReadAudit | Permissions.Replay;
        return roles.HasFlag(Roles.Admin)
            ? granted | Permissions.Score | Permissions.Label | Permissions.ManageStreams | Permissions.ManageModels
                | Permissions.Administer | Permissions.ManageUsers | Permissions.ReadAudit | Permissions.Replay
            : granted;
    }
}

namespace Vigil.Engine.Access;

/// <summary>What is to be changed about a user; null stays.</summary>
/// <param name="Roles">The roles from now on.</param>
/// <param name="IsDisabled">Whether signing in is refused.</param>
/// <param name="Password">A password given by somebody else, to be changed by the user.</param>
/// <param name="Unlocks">Whether to take back the lock after failed logins.</param>
public sealed record UserChange(Roles? Roles = null, bool? IsDisabled = null, string? Password = null, bool Unlocks = false);

/// <summary>How an operation on users ended.</summary>
public enum UserOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>There is no such user.</summary>
    Unknown,

    /// <summary>There is a user of that name.</summary>
    Taken,

    /// <summary>Nobody would be left who can manage users.</summary>
    LastAdministrator,

    /// <summary>The current password is wrong.</summary>
    WrongPassword,

    /// <summary>Too many failures; try later.</summary>
    Locked,
}

using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>What a route asks for, as metadata: the test of all routes reads it.</summary>
/// <param name="Permission">The permission; none where any signed-in person may.</param>
public sealed record RequiredPermission(Permissions Permission)
{
    /// <summary>The permission as it is written; empty where any person may.</summary>
    public string Name { get; } = string.Join(' ', AccessNames.Of(Permission));

    /// <summary>The authorization policy's name.</summary>
    public string Policy => Permission == Permissions.None ? "person" : "permission:" + Name;
}

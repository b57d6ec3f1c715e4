using System.Text.Json.Serialization;
using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>A user.</summary>
public sealed record UserAnswer(
    string Name, string[] Roles, bool Disabled, DateTime? LockedUntil, DateTime Created, DateTime? LastLogin, bool MustChangePassword)
{
    /// <summary>The password that was made for a new user, shown this once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OneTimePassword { get; init; }

    /// <summary>The user as of now.</summary>
    public static UserAnswer Of(User user, long now) => new(
        user.Name, AccessNames.Of(user.Roles), user.IsDisabled, user.LockedUntil > now ? Microseconds.ToTime(user.LockedUntil) : null,
        Microseconds.TimeOf(user.Created), Microseconds.ToTime(user.LastLogin), user.MustChangePassword);
}

/// <summary>A new user; without a password, one is made.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewUserRequest(string? Name, string? Password, string?[]? Roles);

/// <summary>What to change about a user.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UserChangeRequest(string?[]? Roles, bool? Disabled, string? Password, bool? Unlock);

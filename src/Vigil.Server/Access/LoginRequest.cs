using System.Text.Json.Serialization;

namespace Vigil.Server.Access;

/// <summary>Signing in.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoginRequest(string? Username, string? Password);

/// <summary>New tokens for a refresh token, where it is not in the cookie.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RefreshRequest(string? RefreshToken);

/// <summary>A new password of one's own.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PasswordRequest(string? CurrentPassword, string? NewPassword);

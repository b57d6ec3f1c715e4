using System.Text.Json.Serialization;
using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>Tokens.</summary>
/// <param name="AccessToken">To be sent as <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds that the access token is valid.</param>
/// <param name="RefreshToken">For new tokens, once; absent where it is in a cookie.</param>
/// <param name="RefreshExpiresIn">Seconds that the refresh token is valid.</param>
/// <param name="User">Whose they are.</param>
public sealed record TokenAnswer(
    string AccessToken, string TokenType, long ExpiresIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken, long RefreshExpiresIn, SignedInUser User);

/// <summary>Who is signed in.</summary>
public sealed record SignedInUser(string Name, string[] Roles, bool MustChangePassword)
{
    /// <summary>The user.</summary>
    public static SignedInUser Of(User user) => new(user.Name, AccessNames.Of(user.Roles), user.MustChangePassword);
}

/// <summary>Who is signed in, and what that allows.</summary>
public sealed record MeAnswer(string Name, string[] Roles, string[] Permissions, bool MustChangePassword);

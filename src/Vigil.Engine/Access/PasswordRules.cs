using System.Security.Cryptography;

namespace Vigil.Engine.Access;

/// <summary>Which passwords are taken, and random ones.</summary>
public static class PasswordRules
{
    /// <summary>Characters at least and at most.</summary>
    public const int Shortest = 12, Longest = 256;

    private const int LeastDifferent = 5;

    // No two that look alike: it is read from a screen.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Why a new password is refused, without repeating it: what was found and what was expected; null when it is taken.</summary>
    public static (string Found, string Expected)? Problem(string user, string password) => password switch
    {
        { Length: < Shortest or > Longest } => ($"{password.Length} characters", $"{Shortest} to {Longest} characters"),
        _ when user.Length >= 3 && password.Contains(user, StringComparison.OrdinalIgnoreCase) =>
            ("the user name in it", "a password without the user name"),
        _ when password.Distinct().Count() < LeastDifferent =>
            ($"{password.Distinct().Count()} different characters", $"at least {LeastDifferent} different characters"),
        _ => null,
    };

    /// <summary>A random password of 99 bits, in groups that can be typed.</summary>
    public static string Random() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
}

namespace Vigil.Engine.Access;

/// <summary>What a person gets who has signed in.</summary>
/// <param name="User">Who.</param>
/// <param name="Access">The access token.</param>
/// <param name="Refresh">The refresh token, once.</param>
/// <param name="SessionEnds">Until when the session can be refreshed at the latest.</param>
public sealed record SignedIn(User User, string Access, string Refresh, long SessionEnds);

/// <summary>How an attempt to sign in or to refresh ended.</summary>
/// <param name="Tokens">Null when it was refused.</param>
/// <param name="LockedFor">How long signing in is refused after too many failures; null when it is not.</param>
public sealed record SignInResult(SignedIn? Tokens, TimeSpan? LockedFor = null)
{
    /// <summary>Refused without a reason: who guesses learns nothing.</summary>
    public static SignInResult Refused { get; } = new((SignedIn?)null);
}

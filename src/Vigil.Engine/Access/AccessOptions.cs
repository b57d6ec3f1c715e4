namespace Vigil.Engine.Access;

/// <summary>How access tokens are signed.</summary>
public enum TokenAlgorithm
{
    /// <summary>HMAC-SHA-256 with a key derived from the master key.</summary>
    HS256,

    /// <summary>ECDSA over P-256 with a key of its own: others can check tokens without being able to make them.</summary>
    ES256,
}

/// <summary>How people and programs get in.</summary>
public sealed record AccessOptions
{
    /// <summary>What new access tokens are signed with; tokens of the other algorithm stay valid until they expire.</summary>
    public TokenAlgorithm Algorithm { get; init; } = TokenAlgorithm.HS256;

    /// <summary>Who issues tokens and for whom; tokens of another issuer or audience are refused.</summary>
    public string Issuer { get; init; } = "vigil";

    /// <inheritdoc cref="Issuer"/>
    public string Audience { get; init; } = "vigil";

    /// <summary>How long an access token is valid, 1 minute to 1 hour.</summary>
    public TimeSpan AccessLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How much the clocks of two servers may differ.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A refresh token that was not used for this long is refused.</summary>
    public TimeSpan RefreshIdle { get; init; } = TimeSpan.FromHours(12);

    /// <summary>A session ends after this long at the latest.</summary>
    public TimeSpan RefreshLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Failed logins in a row after which signing in is refused, 1…100.</summary>
    public int FailuresUntilLock { get; init; } = 5;

    /// <summary>For how long it is refused then.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How late a change by another process takes effect; changes of this process take effect at once.</summary>
    public TimeSpan StateAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Rounds of PBKDF2-HMAC-SHA-512 for new password hashes; the default takes about a tenth of a second.</summary>
    public int PasswordRounds { get; init; } = PasswordHash.DefaultRounds;
}

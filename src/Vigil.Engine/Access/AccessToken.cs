using System.Text.Json;

namespace Vigil.Engine.Access;

/// <summary>What an access token says. Times are seconds since 1970-01-01T00:00:00Z, as RFC 7519 has them.</summary>
/// <param name="User">Whose it is (<c>sub</c>).</param>
/// <param name="Session">The session it belongs to (<c>sid</c>).</param>
/// <param name="Version">The user's version when it was issued (<c>ver</c>): void when the user has another one by now.</param>
/// <param name="Roles">The user's roles then; what counts is what the store says.</param>
/// <param name="Id">Random (<c>jti</c>).</param>
/// <param name="Issued">When (<c>iat</c>, <c>nbf</c>).</param>
/// <param name="Expires">Until when (<c>exp</c>).</param>
public sealed record AccessToken(string User, string Session, long Version, Roles Roles, string Id, long Issued, long Expires)
{
    /// <summary>The signed token.</summary>
    public string Write(JwtKey key, AccessOptions options) => Jws.Sign(key, JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, object>
        {
            ["iss"] = options.Issuer, ["aud"] = options.Audience, ["sub"] = User, ["sid"] = Session, ["ver"] = Version,
            ["roles"] = AccessNames.Of(Roles), ["jti"] = Id, ["iat"] = Issued, ["nbf"] = Issued, ["exp"] = Expires,
        }));

    /// <summary>What a token says that is signed by one of the keys, meant for this service and valid now; else null and why not.</summary>
    public static AccessToken? Read(string token, IReadOnlyList<JwtKey> keys, AccessOptions options, TimeProvider clock, out string problem)
    {
        using var payload = Jws.Open(token, keys, out problem);
        if (payload is null)
            return null;
        try
        {
            problem = Problem(payload.RootElement, options, clock.GetUtcNow().ToUnixTimeSeconds());
            return problem.Length == 0 ? Read(payload.RootElement) : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate inside a JSON string.
            problem = "malformed";
            return null;
        }
    }

    private static string Problem(JsonElement json, AccessOptions options, long now)
    {
        long skew = (long)options.Skew.TotalSeconds;
        if (Jws.Text(json, "iss") != options.Issuer)
            return "of another issuer";
        if (Jws.Text(json, "aud") != options.Audience)
            return "for another audience";
        if (Jws.Number(json, "exp") is not { } expires)
            return "without an expiry";
        if (expires <= now - skew)
            return "expired";
        if (json.TryGetProperty("nbf", out _) && !(Jws.Number(json, "nbf") <= now + skew))
            return "not yet valid";
        return Jws.Text(json, "sub") is null || Jws.Text(json, "sid") is null || Jws.Number(json, "ver") is null ? "without a session" : "";
    }

    private static AccessToken Read(JsonElement json)
    {
        var roles = Roles.None;
        if (json.TryGetProperty("roles", out var names) && names.ValueKind == JsonValueKind.Array)
            foreach (var name in names.EnumerateArray())
                roles |= name.ValueKind == JsonValueKind.String ? AccessNames.ParseRole(name.GetString()!) ?? Roles.None : Roles.None;
        return new AccessToken(
            Jws.Text(json, "sub")!, Jws.Text(json, "sid")!, Jws.Number(json, "ver")!.Value, roles, Jws.Text(json, "jti") ?? "",
            Jws.Number(json, "iat") ?? 0, Jws.Number(json, "exp")!.Value);
    }
}

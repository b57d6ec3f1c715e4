using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>
/// Tells who is asking: people by <c>Authorization: Bearer</c> with an access token, programs by <c>X-Api-Key</c> or by a bearer that is
/// an API key. A request with two credentials is refused: which one counts would be a guess.
/// </summary>
internal sealed partial class CredentialHandler(TokenCallers tokens, KeyCallers keys, ILogger<CredentialHandler> log)
    : IAuthenticationHandler
{
    private const string KeyHeader = "X-Api-Key", Bearer = "Bearer ";
    private HttpContext _context = null!;
    private bool _isRefused;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        var authorization = _context.Request.Headers.Authorization;
        var key = _context.Request.Headers[KeyHeader];
        if (authorization.Count + key.Count == 0)
            return AuthenticateResult.NoResult();
        var (caller, problem) = authorization.Count + key.Count == 1
            ? await FindAsync(authorization, key, _context.RequestAborted) : (null, "two credentials");
        if (caller is not null)
        {
            var principal = new ClaimsPrincipal(new CallerIdentity(caller));
            return AuthenticateResult.Success(new AuthenticationTicket(principal, AccessServices.Scheme));
        }
        _isRefused = true;
        Refused(log, problem, KeyId(authorization, key), _context.Address());
        return AuthenticateResult.Fail(problem);
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        _context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        _context.Response.Headers.WWWAuthenticate = _isRefused ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Task.CompletedTask;
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        _context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private ValueTask<(Caller? Caller, string Problem)> FindAsync(
        StringValues authorization, StringValues key, CancellationToken cancellation)
    {
        if (key.Count == 1)
            return keys.FindAsync(key[0] ?? "", cancellation);
        string text = authorization[0] ?? "";
        if (!text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return new((null, "a scheme other than Bearer"));
        string token = text[Bearer.Length..].Trim();
        return token.StartsWith(KeyText.Prefix, StringComparison.Ordinal)
            ? keys.FindAsync(token, cancellation) : tokens.FindAsync(token, cancellation);
    }

    // The visible part of what looks like a key; whatever else was sent may be a secret.
    private static string KeyId(StringValues authorization, StringValues key)
    {
        string text = key.Count == 1 ? key[0] ?? "" : authorization.Count == 1 ? authorization[0] ?? "" : "";
        text = text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? text[Bearer.Length..].Trim() : text;
        return KeyText.TrySplit(text, out var id, out _) && KeyText.IsId(id) ? id.ToString() : "-";
    }

    [LoggerMessage(1, LogLevel.Information, "A credential was refused: {Problem}; key {Key}, from {Address}")]
    private static partial void Refused(ILogger log, string problem, string key, string address);
}

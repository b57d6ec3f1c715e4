using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>Who is asking, for endpoints.</summary>
public static class RequestCaller
{
    /// <summary>The actor of requests without a credential.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>The caller, or null without a valid credential.</summary>
    public static Caller? Caller(this HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;

    /// <summary>
    /// Whether the credential of a request that goes on for long still counts, as the same caller: it may have been revoked meanwhile.
    /// </summary>
    public static async Task<bool> IsStillLetInAsync(this HttpContext context) =>
        await context.AuthenticateAsync(AccessServices.Scheme) is { Principal.Identity: CallerIdentity { Caller: var now } }
        && now.Actor == context.Actor() && now.Permissions == context.Caller()!.Permissions && !now.MustChangePassword;

    /// <summary>Such as <c>alice</c> or <c>key:ab12</c>.</summary>
    public static string Actor(this HttpContext context) => context.Caller()?.Actor ?? Anonymous;

    /// <summary>The network address that the request came from.</summary>
    public static string Address(this HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };

    /// <summary>The actor with the address, for parts that keep the audit log themselves.</summary>
    public static Actor AuditActor(this HttpContext context) => new(context.Actor(), context.Address());

    /// <summary>
    /// Notes in the audit log what the caller did; on disk when it returns. Whether or not the caller still waits for the answer: no
    /// cancellation.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="action">Such as <c>model.promote</c>.</param>
    /// <param name="target">What it was done to; no personal data.</param>
    /// <param name="outcome"><c>ok</c> or why not.</param>
    /// <param name="details">JSON, or empty; no secrets, no personal data.</param>
    public static ValueTask AuditAsync(
        this HttpContext context, string action, string target, string outcome = "ok", string details = "")
    {
        var services = context.RequestServices;
        long now = Microseconds.Now(services.GetRequiredService<TimeProvider>());
        return services.GetRequiredService<IAuditLog>().AppendAsync(
            new AuditEvent(now, context.Actor(), action, target, outcome, context.Address(), details), CancellationToken.None);
    }
}

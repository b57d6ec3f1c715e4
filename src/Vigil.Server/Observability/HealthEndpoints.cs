using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vigil.Engine.Runtime;
using Vigil.Server.Fairness;

namespace Vigil.Server.Observability;

/// <summary>Whether the process lives, and whether it takes transactions; for load balancers and supervisors.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>; both are open and say nothing about data.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/health").AllowAnonymous().DisableRateLimiting().KeepsOffReadLane().WithTags("Operations");
        group.MapGet("/live", Live).WithName("live").WithSummary("Whether the process lives");
        group.MapGet("/ready", Ready).WithName("ready").WithSummary("Whether the service takes transactions, and why not");
    }

    private static Ok<HealthAnswer> Live() => TypedResults.Ok(new HealthAnswer("live", []));

    private static Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>> Ready(ServerParts parts, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var state = parts.Service.State;
        string? reason = state.Phase != ServicePhase.Ready ? Reason(state)
            : parts.WarmUp() is { } progress ? "warming up: " + progress : null;
        if (reason is null)
            return TypedResults.Ok(new HealthAnswer("ready", []));
        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Json(new HealthAnswer("not ready", [reason]), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Why it is not ready, for anybody: what the state says more, such as paths, is for those who may read.</summary>
    internal static string Reason(ServiceState state) => state.Phase.ToString().ToLowerInvariant() + ": " + state.Phase switch
    {
        ServicePhase.Recovering => FormattableString.Invariant($"rebuilding state from the journal, {state.Progress} entries so far"),
        ServicePhase.Failed => "the store cannot be read or written; the log and /api/v1/system say why",
        _ => "the service stops",
    };
}

/// <summary>The answer to a question about health.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not ready</c>.</param>
/// <param name="Reasons">Why not; empty otherwise.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons);

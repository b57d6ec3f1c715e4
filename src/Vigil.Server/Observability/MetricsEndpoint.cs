using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vigil.Server.Fairness;

namespace Vigil.Server.Observability;

/// <summary>What Prometheus asks for.</summary>
public static class MetricsEndpoint
{
    /// <summary>Maps <c>/metrics</c>; who may read it is the caller's to say.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Write).WithName("metrics").WithTags("Operations").WithSummary("Figures in Prometheus' text format")
            .KeepsOffReadLane();

    private static ContentHttpResult Write(MetricsCollector metrics) => TypedResults.Text(metrics.Write(), MetricsCollector.ContentType);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Decisions;

namespace Vigil.Server.Fairness;

/// <summary>Fair shares as services and in the pipeline.</summary>
internal static class FairnessServices
{
    /// <summary>The key of the lane of <see cref="LongRead"/>.</summary>
    public const string LongReads = "long";

    /// <summary>The shares and the lanes of reads.</summary>
    public static IServiceCollection AddFairness(this IServiceCollection services) =>
        services.AddSingleton<FairShares>().AddSingleton<LiveDecisions>()
            .AddSingleton(s => new ReadLane(scored: () => s.GetRequiredService<ScoringService>().CommittedSequence))
            .AddKeyedSingleton(LongReads, (_, _) => new ReadLane(width: 1));

    /// <summary>How many connections are taken in.</summary>
    public static IServiceCollection AddConnections(this IServiceCollection services, ServerParts parts)
    {
        int wanted = parts.Http.MaxConnections, open = OpenFiles.Count();
        int? limit = OpenFiles.Limit();
        return services.AddSingleton<IConnectionListenerFactory>(s =>
        {
            var logs = s.GetRequiredService<ILoggerFactory>();
            return new BoundedTransport(
                new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs), OpenFiles.Connections(wanted, limit, open),
                parts.Limits.ConnectionsPerAddress, parts.Http.Proxies.Has, parts.Time, logs.CreateLogger("Vigil.Connections"));
        });
    }

    /// <summary>Tells connections with a request from those without one; to be used before everything else.</summary>
    public static IApplicationBuilder UseConnections(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var held = context.Features.Get<HeldConnection>();
        held?.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            held?.End();
        }
    });

    /// <summary>
    /// Answers every GET of a route on the lane of reads, so that however many read, scoring has its processors; what reads for long on
    /// one of its own. To be used last.
    /// </summary>
    public static IApplicationBuilder UseReadLane(this IApplicationBuilder app)
    {
        var usual = app.ApplicationServices.GetRequiredService<ReadLane>();
        var slow = app.ApplicationServices.GetRequiredKeyedService<ReadLane>(LongReads);
        return app.Use(async (context, next) =>
        {
            var said = (context.GetEndpoint() as RouteEndpoint)?.Metadata;
            bool isRead = said is not null && HttpMethods.IsGet(context.Request.Method) && said.GetMetadata<OffReadLane>() is null;
            var lane = said?.GetMetadata<LongRead>() is not null ? slow : isRead ? usual : null;
            await (lane is null ? next(context)
                : await lane.RunAsync(() => next(context), isBulk: false, context.RequestAborted, context.Actor()));
        });
    }

    /// <summary>For what reads for seconds: one at a time, beside all other reads.</summary>
    public static TBuilder ReadsForLong<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new LongRead());

    /// <summary>For what reads nothing of the store, or puts what it reads on the lane in portions.</summary>
    public static TBuilder KeepsOffReadLane<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new OffReadLane());

    /// <summary>Limits requests that one caller has under way; to be used behind authorization. Health is never limited.</summary>
    public static IApplicationBuilder UseFairness(this IApplicationBuilder app)
    {
        var requests = app.ApplicationServices.GetRequiredService<FairShares>().Requests;
        return app.Use(async (context, next) =>
        {
            if (context.Caller() is not { } caller
                || context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
            {
                await next(context);
                return;
            }
            using var share = requests.TryTake(caller.Actor);
            await (share is null ? FairShares.TooMany("requests", requests).WriteAsync(context) : next(context));
        });
    }
}

/// <summary>Says of a route that it is not answered on the lane of reads.</summary>
internal sealed record OffReadLane;

/// <summary>Says of a route that it reads for seconds.</summary>
internal sealed record LongRead;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Console;
using Vigil.Server.Decisions;
using Vigil.Server.Entities;
using Vigil.Server.Errors;
using Vigil.Server.Fairness;
using Vigil.Server.Http;
using Vigil.Server.Jobs;
using Vigil.Server.Labels;
using Vigil.Server.Models;
using Vigil.Server.Observability;
using Vigil.Server.OpenApi;
using Vigil.Server.Operation;
using Vigil.Server.Scoring;
using Vigil.Server.Search;
using Vigil.Server.Streams;
using Vigil.Server.Transactions;
using Vigil.Server.Views;

namespace Vigil.Server;

/// <summary>Puts the HTTP server together: the only place that knows all slices.</summary>
public static class ServerHost
{
    /// <summary>A server that is not started yet. Nothing but <paramref name="parts"/> has an influence on it.</summary>
    /// <exception cref="InvalidDataException">The store was created with another master key.</exception>
    public static async Task<WebApplication> BuildAsync(ServerParts parts, CancellationToken cancellation)
    {
        var keys = await TokenKeys.LoadAsync(parts.Key, parts.Storage.Secrets, parts.Access.Algorithm, cancellation);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "vigil" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, parts.Http));
        AddServices(builder.Services, parts, keys);
        if (parts.Log is { } log)
            builder.Logging.AddVigil(log);

        var app = builder.Build();
        // It counts from when it is made.
        app.Services.GetRequiredService<MetricsCollector>();
        app.UseConnections();
        app.UseForwardedClient(parts.Http.Proxies);
        app.UseHead();
        app.UseMiddleware<RequestLog>();
        app.UseRouting();
        app.UseAccess();
        app.UseFairness();
        app.UseBodyEncoding();
        app.UseReadLane();
        app.UseApiPage();
        app.Use(new ConsoleFiles(parts.ConsoleFolder).Answer);

        app.MapHealth();
        if (parts.Telemetry.HasPublicMetrics)
            app.MapMetrics().AllowAnonymous();
        else
            app.MapMetrics().Requires(Permissions.Read);
        app.MapAccess();
        app.MapScoring();
        app.MapTransactions();
        app.MapDecisions();
        app.MapSearch();
        app.MapViews();
        app.MapEntities();
        app.MapStreams();
        app.MapModels();
        app.MapLabels();
        app.MapJobs();
        app.MapSystem();
        app.MapProjections();
        app.MapApiDocument();
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerParts parts, TokenKeys keys)
    {
        services.AddRoutingCore();
        services.AddSingleton(parts);
        services.AddSingleton(parts.Time);
        services.AddSingleton(parts.Service);
        services.AddSingleton(parts.Key);
        services.AddSingleton(parts.Storage.Users).AddSingleton(parts.Storage.ApiKeys).AddSingleton(parts.Storage.Audit);
        services.AddSingleton<MetricsCollector>().AddSingleton<IntakeTermsFactory>();
        services.AddProblems().AddAccess(parts.Access, keys).AddLimits(parts.Limits).AddJobs(parts).AddApiDocument();
        services.AddFairness().AddConnections(parts);
        if (parts.IsWarmUp)
            services.AddUnheardMeasurements();
        else
            services.AddHostedService<AuditWebhook>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = parts.Http.StopTimeout);
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        foreach (var address in options.Listen)
            kestrel.Listen(address, endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }
}

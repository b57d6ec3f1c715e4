using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Server.Console;
using Vigil.Server.Observability;

namespace Vigil.Server;

/// <summary>Puts the HTTP server together: the only place that knows all slices.</summary>
public static class ServerHost
{
    /// <summary>A server that is not started yet. Nothing but <paramref name="parts"/> has an influence on it.</summary>
    public static WebApplication Build(ServerParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "vigil" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, parts.Http));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(parts);
        builder.Services.AddSingleton(parts.Time);
        builder.Services.AddSingleton(parts.Service);
        builder.Services.AddSingleton<MetricsCollector>();
        if (parts.Log is { } log)
            builder.Logging.AddVigil(log);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = parts.Http.StopTimeout);

        var app = builder.Build();
        app.UseMiddleware<RequestLog>();
        app.UseRouting();
        app.Use(new ConsoleFiles(parts.ConsoleFolder).Answer);
        app.MapHealth();
        if (parts.Telemetry.HasPublicMetrics)
            app.MapMetrics();
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        foreach (var address in options.Listen)
            kestrel.Listen(address, endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }
}

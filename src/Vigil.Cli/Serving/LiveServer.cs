using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Runtime;
using Vigil.Server;
using Vigil.Server.Configuration;
using Vigil.Server.Console;
using Vigil.Server.Observability;

namespace Vigil.Cli.Serving;

/// <summary>A store that is served: the scoring service and the HTTP server before it.</summary>
internal sealed partial class LiveServer : IDisposable
{
    private readonly OtlpExport? _otlp;
    private readonly WebApplication _app;

    private readonly StrongBox<string?> _warmUp;

    private LiveServer(
        ScoringService service, WebApplication app, Action<Notice> tell, OtlpExport? otlp, StrongBox<string?> warmUp) =>
        (Service, _app, Tell, _otlp, _warmUp) = (service, app, tell, otlp, warmUp);

    /// <summary>What scores.</summary>
    public ScoringService Service { get; }

    /// <summary>Tells an operator something through the log.</summary>
    public Action<Notice> Tell { get; }

    /// <summary>How far the warm-up is, in words; until it is null the server does not say that it is ready.</summary>
    public string? WarmsUp
    {
        get => _warmUp.Value;
        set => _warmUp.Value = value;
    }

    /// <summary>Services of the HTTP server.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The first address that is listened on, as a browser takes it.</summary>
    public Uri Address => new(_app.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal)
        .Replace("0.0.0.0", "localhost", StringComparison.Ordinal));

    /// <summary>All addresses that are listened on.</summary>
    public IEnumerable<string> Addresses => _app.Urls;

    /// <summary>Starts listening at once; the service gets ready meanwhile.</summary>
    public static async Task<LiveServer> StartAsync(ServerConfiguration configuration, StoreSession session, CancellationToken cancellation)
    {
        ListenAddress.RequireFree(configuration.Http.Listen);
        ILogger? logger = null;
        void Notify(Notice notice)
        {
            if (logger is not null)
                Told(logger, notice.IsProblem ? LogLevel.Warning : LogLevel.Information, notice.Text);
        }
        // From the beginning: no moment between having its state and warming up may look ready.
        var warmUp = new StrongBox<string?>(configuration.WarmUp > TimeSpan.Zero ? "about to begin" : null);
        var service = ScoringService.Start(configuration.Runtime, session.Ports, session.Key, TimeProvider.System, Notify);
        var app = await ServerHost.BuildAsync(new ServerParts
        {
            Service = service,
            Storage = session.Ports,
            Key = session.Key,
            Time = TimeProvider.System,
            Scoring = configuration.Runtime,
            Http = configuration.Http,
            Access = configuration.Access,
            Limits = configuration.Limits,
            ConsoleFolder = configuration.Console ?? ConsoleFiles.Find(AppContext.BaseDirectory),
            Log = configuration.Log,
            Telemetry = configuration.Telemetry,
            StoreFigures = () => session.Figures,
            WarmUp = () => warmUp.Value,
            Notify = Notify,
        }, cancellation);
        logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Vigil.Service");
        var otlp = configuration.Telemetry.Otlp is { } collector ? new OtlpExport(collector) : null;
        var server = new LiveServer(service, app, Notify, otlp, warmUp);
        try
        {
            await app.StartAsync(cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends requests, answers what was taken in, takes a snapshot.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        Service.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IDisposable)_app).Dispose();
        Service.Dispose();
        _otlp?.Dispose();
    }

    [LoggerMessage(EventId = 2, EventName = "notice", Message = "{Text}")]
    private static partial void Told(ILogger logger, LogLevel level, string text);
}

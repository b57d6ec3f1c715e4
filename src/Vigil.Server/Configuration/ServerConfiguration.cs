using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Runtime;

namespace Vigil.Server.Configuration;

/// <summary>How the service runs: one YAML file, environment variables over it, defaults under it. Immutable.</summary>
public sealed record ServerConfiguration
{
    /// <summary>The data folder.</summary>
    public string Data { get; init; } = "vigil-data";

    /// <summary>The addresses that are listened on.</summary>
    public ImmutableArray<string> Listen { get; init; } = ["http://127.0.0.1:8080"];

    /// <summary>Stream files; each is a whole stream.</summary>
    public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>The stream of requests that name none; null when there is one stream only, or none.</summary>
    public string? DefaultStream { get; init; }

    /// <summary>The folder of the built console; null for the one beside the program.</summary>
    public string? Console { get; init; }

    /// <summary>Queue, batches and snapshots.</summary>
    public ServiceOptions Runtime { get; init; } = new();

    /// <summary>What one client may ask for.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>Tokens and sign-in.</summary>
    public AuthSettings Auth { get; init; } = new();

    /// <summary>Hosts that results may be sent to, such as <c>hooks.example.org</c> or <c>*.example.org</c>; or none.</summary>
    public ImmutableArray<string> CallbackHosts { get; init; } = [];

    /// <summary>Days after which decisions are removed and only roll-ups stay; 0 keeps everything.</summary>
    public int RetentionDays { get; init; }

    /// <summary>Metrics and traces.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Logs.</summary>
    public LogSettings Log { get; init; } = new();
}

/// <summary>What one client may ask for.</summary>
public sealed record LimitSettings
{
    /// <summary>Requests per second and credential, 1…1,000,000.</summary>
    public int RequestsPerSecond { get; init; } = 20_000;

    /// <summary>Attempts to sign in per minute and network address, 1…10,000.</summary>
    public int LoginsPerMinute { get; init; } = 30;

    /// <summary>The longest body of a request, in bytes.</summary>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>The longest body of a batch or a file, in bytes.</summary>
    public long BatchBodyBytes { get; init; } = 32 << 20;

    /// <summary>The most transactions in one batch, 1…100,000.</summary>
    public int BatchTransactions { get; init; } = 10_000;
}

/// <summary>Tokens and sign-in.</summary>
public sealed record AuthSettings
{
    /// <summary>How access tokens are signed: <c>HS256</c> or <c>ES256</c>.</summary>
    public string Algorithm { get; init; } = "ES256";

    /// <summary>How long an access token is good for.</summary>
    public TimeSpan AccessToken { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a session lasts at most.</summary>
    public TimeSpan Session { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Failed sign-ins after which an account is locked, 1…100.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>How long it is locked.</summary>
    public TimeSpan LockOut { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>Metrics and traces.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Where metrics and traces are sent by OTLP, such as <c>http://collector:4317</c>; null for nowhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Whether <c>/metrics</c> needs no credential.</summary>
    public bool HasPublicMetrics { get; init; }
}

/// <summary>Logs.</summary>
public sealed record LogSettings
{
    /// <summary>What is logged: this and worse.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Whether each entry is a JSON object on a line; else text for people.</summary>
    public bool IsJson { get; init; } = true;
}

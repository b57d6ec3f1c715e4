using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Access;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;

namespace Vigil.Server.Configuration;

/// <summary>How the service runs: one YAML file, environment variables over it, defaults under it. Immutable.</summary>
public sealed record ServerConfiguration
{
    /// <summary>The data folder.</summary>
    public string Data { get; init; } = "vigil-data";

    /// <summary>Stream files; each is a whole stream.</summary>
    public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>The folder of the built console; null for the one beside the program.</summary>
    public string? Console { get; init; }

    /// <summary>Queue, batches and snapshots.</summary>
    public ServiceOptions Runtime { get; init; } = new();

    /// <summary>For how long at most a start runs transactions that it makes up through itself before it is ready; 0 for not.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How the HTTP server behaves.</summary>
    public ServerOptions Http { get; init; } = new();

    /// <summary>How much one caller may ask for.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>How people and programs get in.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>Days after which decisions are removed and only roll-ups stay; 0 keeps everything.</summary>
    public int RetentionDays { get; init; }

    /// <summary>Metrics and traces.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Logs.</summary>
    public LogSettings Log { get; init; } = new();
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

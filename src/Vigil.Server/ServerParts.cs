using Vigil.Engine.Access;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Configuration;

namespace Vigil.Server;

/// <summary>What a server is made of. Who made the parts disposes of them.</summary>
public sealed record ServerParts
{
    /// <summary>What scores.</summary>
    public required ScoringService Service { get; init; }

    /// <summary>The store.</summary>
    public required ProductPorts Storage { get; init; }

    /// <summary>The secret that all keys are derived from.</summary>
    public required MasterKey Key { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How scoring runs, as the service was started.</summary>
    public ServiceOptions Scoring { get; init; } = new();

    /// <summary>How the HTTP server behaves.</summary>
    public ServerOptions Http { get; init; } = new();

    /// <summary>How people and programs get in.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>How much one caller may ask for.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>The folder of the built console; null serves none.</summary>
    public string? ConsoleFolder { get; init; }

    /// <summary>Logs; null writes none.</summary>
    public LogSettings? Log { get; init; }

    /// <summary>Who may read metrics.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>The store's bytes on disk and the number of its schema.</summary>
    public required Func<(long Bytes, int Schema)> StoreFigures { get; init; }

    /// <summary>How far the warm-up of the service is, in words, which holds back that it is ready; null when there is none.</summary>
    public Func<string?> WarmUp { get; init; } = () => null;

    /// <summary>Whether this server is the one that a warm-up runs through: what it measures is for nobody.</summary>
    public bool IsWarmUp { get; init; }

    /// <summary>Where to tell an operator something; without personal data.</summary>
    public Action<Notice> Notify { get; init; } = _ => { };
}

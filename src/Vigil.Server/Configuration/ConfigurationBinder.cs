using System.Collections.Immutable;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Server.Configuration;

/// <summary>Turns checked keys into the configuration; keys that are absent or faulty keep their defaults.</summary>
internal sealed class ConfigurationBinder(YamlMap root, Findings findings)
{
    private static readonly ServerConfiguration Default = new();
    private readonly NodeReader _read = new(findings);

    /// <summary>The configuration.</summary>
    public ServerConfiguration Bind() => new()
    {
        Data = Path("data") ?? Default.Data,
        Listen = Texts(root, "listen") is { Length: > 0 } listen ? listen : Default.Listen,
        Streams = [.. _read.Texts(root, "streams").Select(Resolve)],
        DefaultStream = _read.Text(root, "default_stream"),
        Console = Path("console"),
        Runtime = Runtime(Section("runtime")),
        Limits = Limits(Section("limits")),
        Auth = Auth(Section("auth")),
        CallbackHosts = Texts(Section("callbacks"), "allow"),
        RetentionDays = (int?)_read.Integer(Section("retention"), "days") ?? Default.RetentionDays,
        Telemetry = Telemetry(Section("telemetry")),
        Log = Log(Section("log")),
    };

    private ServiceOptions Runtime(YamlMap map) => new()
    {
        QueueCapacity = Count(map, "queue", Default.Runtime.QueueCapacity),
        BatchSize = Count(map, "batch", Default.Runtime.BatchSize),
        SnapshotEntries = _read.Integer(map, "snapshot_entries") ?? Default.Runtime.SnapshotEntries,
        SnapshotInterval = _read.Span(map, "snapshot_interval") ?? Default.Runtime.SnapshotInterval,
        Future = _read.Span(map, "future") ?? Default.Runtime.Future,
    };

    private LimitSettings Limits(YamlMap map) => new()
    {
        RequestsPerSecond = Count(map, "requests_per_second", Default.Limits.RequestsPerSecond),
        LoginsPerMinute = Count(map, "logins_per_minute", Default.Limits.LoginsPerMinute),
        BodyBytes = _read.Integer(map, "body_bytes") ?? Default.Limits.BodyBytes,
        BatchBodyBytes = _read.Integer(map, "batch_body_bytes") ?? Default.Limits.BatchBodyBytes,
        BatchTransactions = Count(map, "batch_transactions", Default.Limits.BatchTransactions),
    };

    private AuthSettings Auth(YamlMap map) => new()
    {
        Algorithm = _read.Text(map, "algorithm") ?? Default.Auth.Algorithm,
        AccessToken = _read.Span(map, "access_token") ?? Default.Auth.AccessToken,
        Session = _read.Span(map, "session") ?? Default.Auth.Session,
        Failures = Count(map, "failures", Default.Auth.Failures),
        LockOut = _read.Span(map, "lock_out") ?? Default.Auth.LockOut,
    };

    private TelemetrySettings Telemetry(YamlMap map) => new()
    {
        Otlp = _read.Text(map, "otlp") is { } address ? new Uri(address) : null,
        HasPublicMetrics = _read.Text(map, "metrics") == "public",
    };

    private LogSettings Log(YamlMap map) => new()
    {
        Level = _read.Word(map, "level", ConfigurationForm.Levels) ?? Default.Log.Level,
        IsJson = (_read.Text(map, "format") ?? "json") == "json",
    };

    private YamlMap Section(string key) => NodeReader.Map(root, key) ?? new YamlMap([], Place.None);

    private int Count(YamlMap map, string key, int otherwise) => (int?)_read.Integer(map, key) ?? otherwise;

    private ImmutableArray<string> Texts(YamlMap map, string key) => [.. _read.Texts(map, key).Select(t => t.Value)];

    private string? Path(string key) =>
        _read.Texts(root, key) is [var text, ..] ? Resolve(text) : null;

    // A variable's place has no line; its value is the working folder's.
    private static string Resolve(Placed<string> text) =>
        text.Place.Line > 0 && System.IO.Path.GetDirectoryName(text.Place.File) is { Length: > 0 } folder
            ? System.IO.Path.Combine(folder, text.Value) : text.Value;
}

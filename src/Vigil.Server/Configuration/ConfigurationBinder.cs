using System.Collections.Immutable;
using System.Net;
using Vigil.Engine.Access;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;
using Vigil.Server.Access;
using Vigil.Server.Jobs;

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
        Streams = [.. _read.Texts(root, "streams").Select(Resolve)],
        Console = Path("console"),
        Runtime = Runtime(Section("runtime")),
        WarmUp = _read.Span(Section("runtime"), "warm_up") ?? Default.WarmUp,
        Http = Http(Section("limits")),
        Limits = Limits(Section("limits")),
        Access = Access(Section("auth")),
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

    private ServerOptions Http(YamlMap limits) => Default.Http with
    {
        Listen = Texts(root, "listen") is { Length: > 0 } listen ? [.. listen.Select(Address)] : Default.Http.Listen,
        DefaultStream = _read.Text(root, "default_stream"),
        Proxies = new TrustedProxies(
            [.. Texts(root, "proxies").Select(Network)], Header(_read.Text(root, "proxy_header"))),
        CallbackHosts = Texts(Section("callbacks"), "allow"),
        AuditWebhook = Webhook(Section("audit")),
        JobsKept = _read.Span(Section("retention"), "jobs") ?? Default.Http.JobsKept,
        MaxConnections = Count(limits, "connections", Default.Http.MaxConnections),
        BatchTransactions = Count(limits, "batch_transactions", Default.Http.BatchTransactions),
    };

    // https says whom it reaches; anything else must be allowed as a callback is.
    private Uri? Webhook(YamlMap map)
    {
        if (_read.Text(map, "webhook") is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var address))
            return null;
        if (address.Scheme == Uri.UriSchemeHttps || new CallbackHosts(Texts(Section("callbacks"), "allow")).Allows(text, out _))
            return address;
        map.TryGet("webhook", out var node);
        findings.Add(node!.Place, node.Describe(), "an https address, or http to a host of callbacks.allow");
        return null;
    }

    private LimitOptions Limits(YamlMap map) => new()
    {
        KeyPerSecond = Count(map, "key_per_second", Default.Limits.KeyPerSecond),
        PersonPerSecond = Count(map, "person_per_second", Default.Limits.PersonPerSecond),
        AnonymousPerSecond = Count(map, "anonymous_per_second", Default.Limits.AnonymousPerSecond),
        LoginsPerMinute = Count(map, "logins_per_minute", Default.Limits.LoginsPerMinute),
        LivePerCaller = Count(map, "live_per_caller", Default.Limits.LivePerCaller),
        Live = Count(map, "live", Default.Limits.Live),
        ExportsPerCaller = Count(map, "exports_per_caller", Default.Limits.ExportsPerCaller),
        Exports = Count(map, "exports", Default.Limits.Exports),
        ReplaysPerCaller = Count(map, "replays_per_caller", Default.Limits.ReplaysPerCaller),
        Replays = Count(map, "replays", Default.Limits.Replays),
        RequestsPerCaller = Count(map, "requests_per_caller", Default.Limits.RequestsPerCaller),
        ConnectionsPerAddress = Count(map, "connections_per_address", Default.Limits.ConnectionsPerAddress),
        BodyBytes = _read.Integer(map, "body_bytes") ?? Default.Limits.BodyBytes,
        BatchBytes = _read.Integer(map, "batch_bytes") ?? Default.Limits.BatchBytes,
    };

    private AccessOptions Access(YamlMap map) => Default.Access with
    {
        Algorithm = _read.Text(map, "algorithm") is { } algorithm ? Enum.Parse<TokenAlgorithm>(algorithm) : Default.Access.Algorithm,
        AccessLifetime = _read.Span(map, "access_token") ?? Default.Access.AccessLifetime,
        RefreshIdle = _read.Span(map, "idle") ?? Default.Access.RefreshIdle,
        RefreshLifetime = _read.Span(map, "session") ?? Default.Access.RefreshLifetime,
        FailuresUntilLock = Count(map, "failures", Default.Access.FailuresUntilLock),
        LockDuration = _read.Span(map, "lock_out") ?? Default.Access.LockDuration,
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

    private static IPEndPoint Address(string text) => ListenAddress.TryParse(text, out var address) ? address : new(IPAddress.Loopback, 0);

    private static IPNetwork Network(string text) => TrustedProxies.TryParse(text, out var network) ? network : default;

    private static ProxyHeader? Header(string? word) => word is not null && TrustedProxies.Headers.TryGetValue(word, out var header)
        ? header : null;

    private string? Path(string key) =>
        _read.Texts(root, key) is [var text, ..] ? Resolve(text) : null;

    // A variable's place has no line; its value is the working folder's.
    private static string Resolve(Placed<string> text) =>
        text.Place.Line > 0 && System.IO.Path.GetDirectoryName(text.Place.File) is { Length: > 0 } folder
            ? System.IO.Path.Combine(folder, text.Value) : text.Value;
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Access;
using Vigil.Engine.Streams.Forms;
using Vigil.Server.Access;
using Vigil.Server.Jobs;

namespace Vigil.Server.Configuration;

/// <summary>The keys: the table that the check, the environment variables and the printed configuration follow.</summary>
internal static class ConfigurationForm
{
    /// <summary>The words for log levels.</summary>
    public static IReadOnlyDictionary<string, LogLevel> Levels { get; } = new Dictionary<string, LogLevel>
    {
        ["debug"] = LogLevel.Debug,
        ["information"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
    };

    private static Shape Duration(TimeSpan least, TimeSpan? most = null) => Shapes.Matching(
        string.Create(CultureInfo.InvariantCulture, $"a time span of at least {least.TotalSeconds:0} s such as 90s, 15m, 12h or 7d")
            + (most is { } longest ? string.Create(CultureInfo.InvariantCulture, $", at most {longest.TotalSeconds:0} s") : ""),
        Spans.Pattern,
        text => Spans.TryParse(text, out var span) && span >= least && span <= (most ?? Spans.Longest));

    private static ListShape Several(string one, string several) => new(Shapes.Text(one), several, orOne: true);

    private static ListShape Addresses() => new(
        Shapes.Matching("an address such as http://127.0.0.1:8080 (an IP address, localhost or *; for https, put a proxy before it)",
            "^http://", text => ListenAddress.TryParse(text, out _)),
        "addresses to listen on", orOne: true);

    private static readonly ObjectShape Runtime = new(
        "keys with values: queue, batch, snapshot_entries, …",
        new FormKey("queue", Shapes.Integer(1, 1_000_000), "Transactions that may wait; beyond, requests are refused.", "20000"),
        new FormKey("batch", Shapes.Integer(1, 65_536), "Transactions scored together at most.", "256"),
        new FormKey("snapshot_entries", Shapes.Integer(1, long.MaxValue), "A snapshot is taken after so many entries…", "1000000"),
        new FormKey("snapshot_interval", Duration(TimeSpan.FromSeconds(1)), "…or when the last one is this old.", "10m"),
        new FormKey("future", Duration(TimeSpan.Zero), "How far ahead of its receipt an event may be dated.", "5m"),
        new FormKey("warm_up", Duration(TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            "For how long at most a start warms up before it is ready; 0s for not.", "3s"));

    private static readonly ObjectShape Limits = new(
        "keys with values: key_per_second, body_bytes, …",
        new FormKey("key_per_second", Shapes.Integer(1, 1_000_000), "Requests a second of one API key.", "50000"),
        new FormKey("person_per_second", Shapes.Integer(1, 1_000_000), "Requests a second of one person.", "200"),
        new FormKey("anonymous_per_second", Shapes.Integer(1, 1_000_000), "Requests a second from one address without credential.", "100"),
        new FormKey("logins_per_minute", Shapes.Integer(1, 10_000), "Attempts to sign in a minute from one address.", "10"),
        new FormKey("live_per_caller", Shapes.Integer(1, 100_000), "Event streams of one key or person at a time.", "50"),
        new FormKey("live", Shapes.Integer(1, 100_000), "Event streams of all at a time.", "500"),
        new FormKey("exports_per_caller", Shapes.Integer(1, 1_000), "Exports of one key or person at a time.", "2"),
        new FormKey("exports", Shapes.Integer(1, 1_000), "Exports of all at a time.", "8"),
        new FormKey("replays_per_caller", Shapes.Integer(1, 1_000), "Decisions that one key or person has recomputed at a time.", "2"),
        new FormKey("replays", Shapes.Integer(1, 1_000), "Decisions that all have recomputed at a time, or waiting.", "8"),
        new FormKey("requests_per_caller", Shapes.Integer(1, 1_000_000), "Requests of one key or person under way at a time.", "1000"),
        new FormKey("connections_per_address", Shapes.Integer(1, 1_000_000), "Connections from one address at a time.", "2000"),
        new FormKey("connections", Shapes.Integer(1, 1_000_000), "Connections at a time.", "10000"),
        new FormKey("body_bytes", Shapes.Integer(1_024, 1L << 30), "The longest body of a request.", "1048576"),
        new FormKey("batch_bytes", Shapes.Integer(1_024, 1L << 30), "The longest body of many transactions.", "33554432"),
        new FormKey("batch_transactions", Shapes.Integer(1, 1_000_000), "The most transactions in one body.", "10000"));

    private static readonly ObjectShape Auth = new(
        "keys with values: algorithm, access_token, …",
        new FormKey("algorithm", Shapes.Choice("a signature algorithm", Enum.GetNames<TokenAlgorithm>()), "How access tokens are signed.",
            "HS256"),
        new FormKey("access_token", Duration(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)), "How long an access token is valid.", "10m"),
        new FormKey("idle", Duration(TimeSpan.FromMinutes(1)), "A session that was not used for this long ends.", "12h"),
        new FormKey("session", Duration(TimeSpan.FromMinutes(1)), "How long a session lasts at most.", "7d"),
        new FormKey("failures", Shapes.Integer(1, 100), "Failed logins after which an account is locked.", "5"),
        new FormKey("lock_out", Duration(TimeSpan.FromSeconds(1)), "How long it is locked.", "15m"));

    private static readonly ObjectShape Telemetry = new(
        "keys with values: otlp, metrics",
        new FormKey("otlp", Shapes.Matching("an address such as http://collector:4317", "^https?://", IsHttp),
            "Where metrics and traces are sent by OTLP.", "http://127.0.0.1:4317"),
        new FormKey("metrics", Shapes.Choice("who may read /metrics", ["private", "public"]), "Whether /metrics needs a credential.",
            "private"));

    private static readonly ObjectShape Log = new(
        "keys with values: level, format",
        new FormKey("level", Shapes.Choice("a level", Levels.Keys), "What is logged: this and worse.", "information"),
        new FormKey("format", Shapes.Choice("a format", ["json", "text"]), "JSON lines, or text for people.", "json"));

    /// <summary>The whole file.</summary>
    public static ObjectShape Root { get; } = new(
        "keys with values: data, listen, streams, …",
        new FormKey("data", Shapes.Text("a folder"), "The data folder.", "vigil-data"),
        new FormKey("listen", Addresses(), "Where it listens.", "http://127.0.0.1:8080"),
        new FormKey("proxies", new ListShape(
            Shapes.Matching("an address or a network such as 10.0.0.0/8", "^[0-9a-fA-F:.]+(/[0-9]+)?$",
                text => TrustedProxies.TryParse(text, out _)), "addresses or networks of proxies", orOne: true),
            "Proxies that are believed when they say for whom they ask.", "[127.0.0.1, 10.0.0.0/8]"),
        new FormKey("proxy_header", Shapes.Choice("a header", TrustedProxies.Headers.Keys),
            "What the proxies write; without it, a request that has both is not believed.", "x-forwarded-for"),
        new FormKey("streams", Several("a stream file", "stream files"), "Stream files.", "[payments.yaml]"),
        new FormKey("default_stream", Shapes.Text("the name of a stream"), "The stream of requests that name none.", "payments"),
        new FormKey("console", Shapes.Text("a folder"), "The built console; without it the one beside the program.", "console"),
        new FormKey("runtime", Runtime, "Queue, batches, snapshots.", "{ queue: 20000 }"),
        new FormKey("limits", Limits, "What one client may ask for.", "{ body_bytes: 1048576 }"),
        new FormKey("auth", Auth, "Tokens and sign-in.", "{ algorithm: ES256 }"),
        new FormKey("audit", new ObjectShape(
            "the key webhook",
            new FormKey("webhook", Shapes.Matching("an address such as https://audit.example.org/heads; http only to a host of "
                + "callbacks.allow", "^https?://", text => IsHttp(text) && new Uri(text).UserInfo.Length == 0),
                "Where new heads of the audit log are told.", "https://audit.example.org/heads")),
            "The audit log outside the store.", "{ webhook: \"https://audit.example.org/heads\" }"),
        new FormKey("callbacks", new ObjectShape(
            "the key allow",
            new FormKey("allow", new ListShape(
                Shapes.Matching(CallbackHosts.Form, @"^(\*\.)?[^*/@\s]+$", CallbackHosts.IsEntry), "hosts", orOne: true),
                "Hosts that results may be sent to; none for no callbacks.", "[hooks.example.org]")),
            "Where results may be sent.", "{ allow: [hooks.example.org] }"),
        new FormKey("retention", new ObjectShape(
            "keys with values: days, jobs",
            new FormKey("days", Shapes.Integer(0, 36_500), "Days that decisions are kept; 0 keeps everything.", "0"),
            new FormKey("jobs", Duration(TimeSpan.FromMinutes(1)), "How long jobs that have ended can be asked for.", "30d")),
            "How long decisions and jobs are kept.", "{ days: 400 }"),
        new FormKey("telemetry", Telemetry, "Metrics and traces.", "{ metrics: private }"),
        new FormKey("log", Log, "Logs.", "{ level: information }"));

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;
}

using System.Globalization;
using System.Text;
using Vigil.Engine.Streams.Yaml;
using Vigil.Server.Access;

namespace Vigil.Server.Configuration;

/// <summary>Writes the effective configuration as a file that loads again as the same one, but for secrets, which are masked.</summary>
public static class ConfigurationText
{
    private const string Mask = "***";

    /// <summary>The whole file; every key stands in it.</summary>
    public static string Write(ServerConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = new StringBuilder();
        var http = configuration.Http;
        Key(text, "data", YamlText.Quote(configuration.Data));
        Key(text, "listen", List([.. http.Listen.Select(ListenAddress.Text)]));
        Optional(text, "proxies", List([.. http.Proxies.Networks.Select(n => n.ToString())]));
        Optional(text, "proxy_header", TrustedProxies.Headers.FirstOrDefault(h => h.Value == http.Proxies.Header).Key ?? "");
        Optional(text, "streams", List(configuration.Streams));
        Optional(text, "default_stream", http.DefaultStream is { } stream ? YamlText.Quote(stream) : "");
        Optional(text, "console", configuration.Console is { } console ? YamlText.Quote(console) : "");
        var (runtime, limits, access) = (configuration.Runtime, configuration.Limits, configuration.Access);
        Section(text, "runtime",
            ("queue", Number(runtime.QueueCapacity)), ("batch", Number(runtime.BatchSize)),
            ("snapshot_entries", Number(runtime.SnapshotEntries)), ("snapshot_interval", Span(runtime.SnapshotInterval)),
            ("future", Span(runtime.Future)), ("warm_up", Span(configuration.WarmUp)));
        Section(text, "limits",
            ("key_per_second", Number(limits.KeyPerSecond)), ("person_per_second", Number(limits.PersonPerSecond)),
            ("anonymous_per_second", Number(limits.AnonymousPerSecond)), ("logins_per_minute", Number(limits.LoginsPerMinute)),
            ("live_per_caller", Number(limits.LivePerCaller)), ("live", Number(limits.Live)),
            ("exports_per_caller", Number(limits.ExportsPerCaller)), ("exports", Number(limits.Exports)),
            ("replays_per_caller", Number(limits.ReplaysPerCaller)), ("replays", Number(limits.Replays)),
            ("requests_per_caller", Number(limits.RequestsPerCaller)),
            ("connections_per_address", Number(limits.ConnectionsPerAddress)), ("connections", Number(http.MaxConnections)),
            ("body_bytes", Number(limits.BodyBytes)), ("batch_bytes", Number(limits.BatchBytes)),
            ("batch_transactions", Number(http.BatchTransactions)));
        Section(text, "auth",
            ("algorithm", access.Algorithm.ToString()), ("access_token", Span(access.AccessLifetime)), ("idle", Span(access.RefreshIdle)),
            ("session", Span(access.RefreshLifetime)), ("failures", Number(access.FailuresUntilLock)),
            ("lock_out", Span(access.LockDuration)));
        if (http.AuditWebhook is { } webhook)
            Section(text, "audit", ("webhook", Quoted(webhook.OriginalString)));
        if (http.CallbackHosts.Count > 0)
            Section(text, "callbacks", ("allow", List(http.CallbackHosts)));
        Section(text, "retention", ("days", Number(configuration.RetentionDays)), ("jobs", Span(http.JobsKept)));
        var metrics = ("metrics", configuration.Telemetry.HasPublicMetrics ? "public" : "private");
        Section(text, "telemetry", configuration.Telemetry.Otlp is { } otlp ? [("otlp", Masked(otlp)), metrics] : [metrics]);
        string level = ConfigurationForm.Levels.First(l => l.Value == configuration.Log.Level).Key;
        Section(text, "log", ("level", level), ("format", configuration.Log.IsJson ? "json" : "text"));
        return text.ToString();
    }

    private static string Masked(Uri address) => address.UserInfo.Length == 0 ? Quoted(address.OriginalString)
        : Quoted(address.OriginalString.Replace(address.UserInfo + "@", Mask + "@", StringComparison.Ordinal));

    private static void Section(StringBuilder text, string name, params ReadOnlySpan<(string Key, string Value)> keys)
    {
        text.Append(name).Append(":\n");
        foreach (var (key, value) in keys)
            Key(text.Append("  "), key, value);
    }

    private static void Optional(StringBuilder text, string key, string value)
    {
        if (value.Length > 0)
            Key(text, key, value);
    }

    private static void Key(StringBuilder text, string key, string value) => text.Append(key).Append(": ").Append(value).Append('\n');

    private static string List(IReadOnlyCollection<string> items) =>
        items.Count == 0 ? "" : "[" + string.Join(", ", items.Select(Quoted)) + "]";

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span)
    {
        long seconds = (long)span.TotalSeconds;
        foreach (var (unit, length) in new[] { ("d", 86_400), ("h", 3_600), ("m", 60) })
            if (seconds > 0 && seconds % length == 0)
                return Number(seconds / length) + unit;
        return Number(seconds) + "s";
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Access;
using Vigil.Server.Configuration;

namespace Vigil.Server.Tests.Access;

/// <summary>At the most talkative level, logs, metrics, the audit log and errors hold neither secrets nor personal values.</summary>
public sealed class SecretsInLogsTests
{
    private const string Person = "personal-4711", Device = "device-0815", Ip = "203.0.113.77", Wrong = "wrong horse battery";

    [Fact]
    public async Task EverythingThatIsWritten_HoldsNoSecretAndNothingPersonal()
    {
        var seen = new List<string>();
        using var log = new CapturedLog();
        await using var live = await LiveServer.StartAsync(p => Callers.Roomy(p) with { Log = new LogSettings { Level = LogLevel.Trace } });
        live.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        string[] secrets = [.. await UseAsync(live, seen), Callers.Phrase, Wrong, Person, Device, Ip];
        seen.Add((await live.GetAsync("/metrics")).Text);
        seen.AddRange((await live.Parts.Storage.Audit.ListAsync(
            new AuditFilter(), null, 1000, TestContext.Current.CancellationToken)).Select(e => e.Event.ToString()));

        log.Lines.ShouldContain(l => l.Contains("/api/v1/auth/login", StringComparison.Ordinal));
        log.Lines.ShouldContain(l => l.Contains("refused", StringComparison.Ordinal));
        foreach (string secret in secrets)
            log.Lines.Concat(seen).ShouldNotContain(l => l.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
    }

    // What every kind of credential and personal field goes through, well-formed and not; returns the secrets.
    private static async Task<string[]> UseAsync(LiveServer live, List<string> errors)
    {
        await live.AddUserAsync("ann", Roles.Admin);
        using var client = await live.NewClientAsync(Permissions.None);
        var login = (await client.AskAsync("POST", "/api/v1/auth/login", Credentials("ann", Callers.Phrase))).Good;
        string access = login.GetProperty("access_token").GetString()!, refresh = login.GetProperty("refresh_token").GetString()!;
        string key = await live.NewKeyAsync(Permissions.Score | Permissions.Read);
        errors.Add((await client.AskAsync("POST", "/api/v1/auth/login", Credentials("ann", Wrong))).Text);
        errors.Add((await client.AskAsync("POST", "/api/v1/auth/login", Credentials(Wrong, "ann"))).Text);
        errors.Add((await client.AskAsync("POST", "/api/v1/auth/login", "{\"password\":\"" + Wrong)).Text);
        errors.Add((await client.AskAsync("POST", "/api/v1/auth/refresh", "{\"refresh_token\":\"" + refresh + "x\"}")).Text);
        errors.Add((await client.AskAsync("GET", "/api/v1/auth/me", null, ("Authorization", "Bearer " + access + "x"))).Text);
        errors.Add((await client.AskAsync("GET", "/api/v1/streams", null, ("X-Api-Key", key + "x"))).Text);
        errors.Add((await client.AskAsync("GET", "/api/v1/auth/me?bearer=" + access)).Text);
        string path = $"/api/v1/streams/{SimulatedStream.Name}/transactions", entity = $"/api/v1/streams/{SimulatedStream.Name}/entities/";
        await client.AskAsync("POST", path, Transaction("t-1", "10"), ("X-Api-Key", key));
        errors.Add((await client.AskAsync("POST", path, Transaction("t-2", "10")[..^5], ("X-Api-Key", key))).Text);
        await client.AskAsync("GET", entity + Person, null, ("X-Api-Key", key));
        await client.AskAsync("GET", "/api/v1/decisions?entity=" + Person, null, ("X-Api-Key", key));
        await client.AskAsync("DELETE", entity + Person, null, ("Authorization", "Bearer " + access));
        return [access, refresh, key, access.Split('.')[2], refresh.Split('.')[2], key.Split('_', 3)[2]];
    }

    private static string Credentials(string name, string phrase) => $$"""{"username":"{{name}}","password":"{{phrase}}"}""";

    private static string Transaction(string id, string amount) => $$"""
        {"transaction_id":"{{id}}","timestamp":"2026-11-21T10:00:00Z","customer_id":"{{Person}}","device_id":"{{Device}}","ip":"{{Ip}}",
         "amount":{{amount}}}
        """;
}

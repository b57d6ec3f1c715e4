using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Access;
using Vigil.Server.Configuration;

namespace Vigil.Server.Tests.Access;

/// <summary>A refused credential leaves a line that says whose it was and where it came from.</summary>
public sealed class RefusedCredentialsTests
{
    [Fact]
    public async Task RefusedCredential_IsLoggedWithKeyIdAndAddressButNoSecret()
    {
        using var log = new CapturedLog();
        await using var live = await LiveServer.StartAsync(
            p => Callers.Roomy(p) with { Log = new LogSettings { Level = LogLevel.Information } });
        live.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        string key = await live.NewKeyAsync(Permissions.Read), id = key.Split('_')[1], secret = key.Split('_', 3)[2][..^4];
        using var client = await live.NewClientAsync(Permissions.None);

        await client.AskAsync("GET", "/api/v1/streams", null, ("X-Api-Key", key[..^4] + "wxyz"));
        await client.AskAsync("GET", "/api/v1/streams", null, ("X-Api-Key", "vk_My Secret_x"));
        await client.AskAsync("GET", "/api/v1/streams", null, ("Authorization", "Bearer abc.def.ghi"));
        await client.AskAsync("POST", "/api/v1/auth/refresh", """{"refresh_token":"r.t"}""");
        await live.Parts.Storage.ApiKeys.RevokeAsync(id, 1, TestContext.Current.CancellationToken);
        live.Services.GetRequiredService<KeyCallers>().Forget();
        await client.AskAsync("GET", "/api/v1/streams", null, ("X-Api-Key", key));

        string[] lines = [.. log.Lines.Where(l => l.Contains("refused", StringComparison.Ordinal)).Distinct()];
        lines.ShouldContain(l => l.Contains(id, StringComparison.Ordinal) && l.Contains("no such API key", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains(id, StringComparison.Ordinal) && l.Contains("revoked", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("refresh token", StringComparison.Ordinal));
        lines.Length.ShouldBe(5);
        lines.ShouldAllBe(l => l.Contains("127.0.0.1", StringComparison.Ordinal));
        lines.ShouldNotContain(l => l.Contains(secret, StringComparison.Ordinal) || l.Contains("My Secret", StringComparison.Ordinal));
    }
}

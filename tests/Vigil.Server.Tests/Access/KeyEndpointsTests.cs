using System.Globalization;
using System.Text.Json;
using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>What keys can make of themselves: nothing that does more or lives longer.</summary>
public sealed class KeyEndpointsTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private LiveServer Live => server.Live;

    [Fact]
    public async Task Create_ByAKeyThatExpires_RefusesAKeyThatOutlivesIt()
    {
        using var admin = await Live.PersonAsync("ann", Roles.Admin);
        var (_, parent) = await CreateAsync(admin, """["admin","read"]""", In(2));

        (await TryAsync(parent, """["read"]""", "null")).Status.ShouldBe(403);
        (await TryAsync(parent, """["read"]""", In(3))).Status.ShouldBe(403);
        var refused = await TryAsync(parent, """["score"]""", In(1));
        refused.Status.ShouldBe(403);
        refused.Code.ShouldBe("forbidden");
        (await TryAsync(parent, """["read"]""", In(1))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Revoke_Parent_ReachesItsChildrenAndTheirs()
    {
        using var admin = await Live.PersonAsync("bea", Roles.Admin);
        var (id, parent) = await CreateAsync(admin, """["admin","read"]""", "null");
        var (_, child) = await CreateAsync(parent, """["admin","read"]""", "null");
        var (_, grandchild) = await CreateAsync(child, """["read"]""", "null");
        var (_, other) = await CreateAsync(admin, """["read"]""", "null");
        (await grandchild.AskAsync("GET", "/api/v1/streams")).Status.ShouldBe(200);

        (await admin.AskAsync("DELETE", "/api/v1/keys/" + id)).Status.ShouldBe(204);

        foreach (var client in (HttpClient[])[parent, child, grandchild])
            (await client.AskAsync("GET", "/api/v1/streams")).Status.ShouldBe(401);
        (await other.AskAsync("GET", "/api/v1/streams")).Status.ShouldBe(200);
        var log = (await admin.AskAsync("GET", "/api/v1/audit?action=key.revoke&limit=10")).Good.GetProperty("items");
        log.EnumerateArray().Count(e => e.GetProperty("details").GetString()!.Contains(id, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Revoke_EndsEventStreamsThatAreOpen()
    {
        using var admin = await Live.PersonAsync("cid", Roles.Admin);
        var (id, reader) = await CreateAsync(admin, """["read"]""", "null");
        await using var stream = await reader.GetStreamAsync("/api/v1/decisions/live", TestContext.Current.CancellationToken);
        using var lines = new StreamReader(stream);
        (await lines.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(": vigil");

        (await admin.AskAsync("DELETE", "/api/v1/keys/" + id)).Status.ShouldBe(204);
        (await Live.PostAsync("/predict", """{"customer_id":"C9","amount":2}""")).Status.ShouldBe(200);
        string rest = await lines.ReadToEndAsync(TestContext.Current.CancellationToken);

        rest.ShouldNotContain("decision");
    }

    private static string In(int days) =>
        JsonSerializer.Serialize(TimeProvider.System.GetUtcNow().AddDays(days).ToString("o", CultureInfo.InvariantCulture));

    private static Task<Answer> TryAsync(HttpClient client, string scopes, string expires) =>
        client.AskAsync("POST", "/api/v1/keys", $$"""{"name":"child","scopes":{{scopes}},"expires":{{expires}}}""");

    private async Task<(string Id, HttpClient Client)> CreateAsync(HttpClient client, string scopes, string expires)
    {
        var made = (await TryAsync(client, scopes, expires)).Good;
        var child = await Live.NewClientAsync(Permissions.None);
        child.DefaultRequestHeaders.Add("X-Api-Key", made.GetProperty("key").GetString());
        return (made.GetProperty("id").GetString()!, child);
    }
}

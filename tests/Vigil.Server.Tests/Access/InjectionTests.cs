using System.Text.Json;
using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>Texts that try to be SQL, HTML, a formula or a path end up as text, wherever a text can be sent.</summary>
public sealed class InjectionTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    public static TheoryData<string> Texts =>
    [
        "'; DROP TABLE person; --", "\" OR \"\"=\"", "' UNION SELECT password_hash FROM person --", "%' OR 1=1 --", "\\'; --",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>", "{{constructor}}", "${7*7}",
        "=HYPERLINK(\"https://example.org\")", "../../../etc/passwd", "%00", "𝕏 ‮ ﷽",
    ];

    private LiveServer Live => server.Live;

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task NameOfAKey_ComesBackAsItWasSent(string text)
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);

        var created = (await root.AskAsync("POST", "/api/v1/keys", Json(new { name = text, scopes = (string[])["read"] }))).Good;
        string id = created.GetProperty("id").GetString()!;
        var listed = (await root.AskAsync("GET", "/api/v1/keys")).Good.GetProperty("items").EnumerateArray();
        var noted = (await root.AskAsync("GET", "/api/v1/audit?action=key.create&limit=1")).Good.GetProperty("items")[0];

        listed.Single(k => k.GetProperty("id").GetString() == id).GetProperty("name").GetString().ShouldBe(text);
        using var details = JsonDocument.Parse(noted.GetProperty("details").GetString()!);
        details.RootElement.GetProperty("name").GetString().ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task NameOfAUser_IsRefused(string text)
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);

        (await root.AskAsync("POST", "/api/v1/users", Json(new { name = text, roles = (string[])["analyst"] }))).Status.ShouldBe(400);
        (await root.AskAsync("GET", "/api/v1/users/" + Uri.EscapeDataString(text))).Status.ShouldBeOneOf(400, 404);
        (await root.AskAsync("POST", "/api/v1/auth/login", Json(new { username = text, password = text }))).Status.ShouldBe(401);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task FieldsOfATransaction_ComeBackAsTheyWereSent(string text)
    {
        string id = "t-" + text;
        string sent = Json(new
        {
            transaction_id = id,
            timestamp = "2026-11-21T10:00:00Z",
            customer_id = text,
            merchant_id = text,
            merchant_category = text,
            city = text,
            channel = text,
            device_id = text,
            amount = 10.5,
        });

        var decision = (await Live.PostAsync($"/api/v1/streams/{SimulatedStream.Name}/transactions", sent)).Good;
        var found = await Live.GetAsync($"/api/v1/decisions/by-transaction/{SimulatedStream.Name}/{Uri.EscapeDataString(id)}");
        var detail = (await Live.GetAsync($"/api/v1/decisions/{decision.GetProperty("sequence").GetInt64()}")).Good;

        decision.GetProperty("entity").GetString().ShouldBe(text);
        // A slash in an identifier is a part of the path: such a decision is found by its sequence.
        if (!id.Contains('/'))
            found.Good.GetProperty("transaction_id").GetString().ShouldBe(id);
        foreach (string field in (string[])["customer_id", "merchant_id", "merchant_category", "city", "channel", "device_id"])
            detail.GetProperty("transaction").GetProperty(field).GetString().ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Filters_AreValuesAndNothingElse(string text)
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);
        string value = Uri.EscapeDataString(text);

        foreach (string path in (string[])
            [
                $"/api/v1/decisions?entity={value}&stream={SimulatedStream.Name}", $"/api/v1/decisions?stream={value}",
                $"/api/v1/decisions?rule={value}", $"/api/v1/decisions?transaction_id={value}&stream={SimulatedStream.Name}",
                $"/api/v1/decisions?decision={value}", $"/api/v1/decisions?cursor={value}", $"/api/v1/audit?actor={value}&action={value}",
                $"/api/v1/streams/{SimulatedStream.Name}/entities?query={value}", $"/api/v1/models?stream={value}",
            ])
        {
            using var response = await root.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBeOneOf([200, 400, 404], path);
            response.Content.Headers.ContentType!.MediaType.ShouldBeOneOf("application/json", "application/problem+json");
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }
        (await root.AskAsync("GET", "/api/v1/users")).Good.GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0);
    }

    private static string Json(object value) => JsonSerializer.Serialize(value);
}

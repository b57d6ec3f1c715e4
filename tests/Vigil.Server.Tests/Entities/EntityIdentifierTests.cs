using System.Text.Json;
using Vigil.Server.Tests.Access;

namespace Vigil.Server.Tests.Entities;

/// <summary>Whatever an entity is called, it is addressed by <c>?id=</c>, and never another one.</summary>
public sealed class EntityIdentifierTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private const string Stream = $"/api/v1/streams/{SimulatedStream.Name}";

    private static readonly string[] Identifiers =
    [
        "a/b", "a%2Fb", "a%252Fb", "/", "..", ".", "a/../b", "a//b", "x y", " x", "x ", "ü€😀", "é", "it's", "say \"no\"", "q?x=1&y=2#z",
        "+1", "%", "%zz", "\\back", "<b>", ";a=b", "history",
    ];

    private LiveServer Live => server.Live;

    [Fact]
    public async Task GetAndErase_AnyIdentifier_AreOfThatEntityAndOfNoOther()
    {
        foreach (string id in Identifiers)
            await SendAsync(id);
        foreach (string id in Identifiers)
        {
            var profile = (await Live.GetAsync($"{Stream}/entity?id={Uri.EscapeDataString(id)}")).Good;
            (profile.GetProperty("entity").GetString(), profile.GetProperty("decisions").GetInt32()).ShouldBe((id, 1));
            var history = (await Live.GetAsync($"{Stream}/entity/history?id={Uri.EscapeDataString(id)}")).Good;
            history.GetProperty("items").GetArrayLength().ShouldBe(1);
        }

        var left = new HashSet<string>(Identifiers);
        foreach (string id in Identifiers)
        {
            var erased = (await Live.SendAsync(HttpMethod.Delete, $"{Stream}/entity?id={Uri.EscapeDataString(id)}")).Good;
            erased.GetProperty("decisions").GetInt32().ShouldBe(1, id);
            left.Remove(id);
            foreach (string other in Identifiers)
                (await Live.GetAsync($"{Stream}/entity?id={Uri.EscapeDataString(other)}")).Status
                    .ShouldBe(left.Contains(other) ? 200 : 404, $"{other} after {id}");
        }
    }

    [Theory]
    [InlineData("p/q", "p%2Fq")]
    [InlineData("p%2Fq", "p%252Fq")]
    [InlineData("p q%", "p%20q%25")]
    public async Task Get_ByThePath_IsDecodedOnce(string id, string segment)
    {
        await SendAsync(id);

        var profile = (await Live.GetAsync($"{Stream}/entities/{segment}")).Good;

        profile.GetProperty("entity").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Get_WithoutAnIdentifier_SaysWhatIsMissing() =>
        (await Live.GetAsync($"{Stream}/entity")).Json.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("id");

    [Fact]
    public async Task TransactionIdentifier_WithASlash_IsFound()
    {
        await Live.PostAsync(Stream + "/transactions", """{"transaction_id":"2026/11/28-1","customer_id":"T1","amount":3}""");

        var found = (await Live.GetAsync($"/api/v1/decisions/by-transaction/{SimulatedStream.Name}/2026%2F11%2F28-1")).Good;

        found.GetProperty("transaction_id").GetString().ShouldBe("2026/11/28-1");
    }

    private async Task SendAsync(string id) =>
        (await Live.PostAsync(Stream + "/transactions", $$"""{"customer_id":{{JsonSerializer.Serialize(id)}},"amount":5}""")).Status
            .ShouldBe(200, id);
}

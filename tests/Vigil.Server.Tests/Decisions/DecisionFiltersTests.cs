using System.Text.Json;

namespace Vigil.Server.Tests.Decisions;

/// <summary>Whatever a decision names can be filtered for, counted, sorted and found.</summary>
public sealed class DecisionFiltersTests(DecisionsEndpointsTests.Filled server) : IClassFixture<DecisionsEndpointsTests.Filled>
{
    private const string Path = "/api/v1/decisions";

    private LiveServer Live => server.Live;

    [Theory]
    [InlineData("merchant", "merchant_id")]
    [InlineData("location", "city")]
    [InlineData("device", "device_id")]
    [InlineData("ip", "ip")]
    public async Task List_SomethingNamed_HasExactlyItsDecisionsAndTheirCount(string filter, string field)
    {
        var all = await Details();
        string wanted = all.Select(d => Field(d, field)).First(v => v is not null)!;
        string query = $"{filter}={Uri.EscapeDataString(wanted)}&stream=credit_card_fraud";

        var found = await Items($"{Path}?{query}&limit=1000");
        var count = (await Live.GetAsync($"{Path}/count?{query}")).Good;

        found.Select(Sequence).Order().ShouldBe(all.Where(d => Field(d, field) == wanted).Select(Sequence).Order());
        count.GetProperty("count").GetInt32().ShouldBe(found.Count);
        count.GetProperty("whole").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task List_ReasonGroup_HasThoseWhoseFirstReasonIsOfIt()
    {
        var all = await Items(Path + "?limit=1000");
        string group = all[0].GetProperty("reason_group").GetString()!;

        var found = await Items($"{Path}?reason={group}&limit=1000");

        found.Select(Sequence).ShouldBe(all.Where(d => d.GetProperty("reason_group").GetString() == group).Select(Sequence));
        (await Live.GetAsync($"{Path}/count?reason={group}")).Good.GetProperty("count").GetInt32().ShouldBe(found.Count);
        (await Live.GetAsync(Path + "?reason=colour")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task List_Rule_HasThoseWhoseRiskTheFeatureRaisesWhicheverFeatureTellsIt()
    {
        const string Flagged = "decision=review,block&limit=1000";
        var details = new List<JsonElement>();
        foreach (var item in await Items($"{Path}?{Flagged}"))
            details.Add((await Live.GetAsync($"{Path}/{Sequence(item)}")).Good);
        var members = details.SelectMany(d => d.GetProperty("reasons").EnumerateArray().SelectMany(r =>
            r.GetProperty("members").EnumerateArray().Select(m => (Sequence: Sequence(d), Feature: m.GetProperty("feature").GetString()!,
                Points: m.GetProperty("points").GetDouble(),
                IsTold: m.GetProperty("feature").GetString() == r.GetProperty("feature").GetString())))).ToList();
        string untold = members.First(m => m.Points >= 0.05 && !m.IsTold).Feature;
        string lowering = members.First(m => m.Points < 0 && m.IsTold).Feature;

        foreach (string rule in new[] { untold, lowering })
            (await Items($"{Path}?rule={rule}&{Flagged}")).Select(Sequence).Order()
                .ShouldBe(members.Where(m => m.Feature == rule && m.Points >= 0.05).Select(m => m.Sequence).Order(), rule);
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("amount")]
    public async Task List_Sorted_PageByPage_IsTheWholeListByThat(string sort)
    {
        var all = await Items(Path + "?limit=1000");
        var sorted = new List<JsonElement>();
        string? next = "";
        while (next is not null)
        {
            var page = (await Live.GetAsync($"{Path}?sort={sort}&limit=37" + (next.Length > 0 ? "&cursor=" + next : ""))).Good;
            page.GetProperty("whole").GetBoolean().ShouldBeTrue();
            sorted.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        sorted.Select(Sequence).ShouldBe(
            all.OrderByDescending(d => d.GetProperty(sort).GetDouble()).ThenByDescending(Sequence).Select(Sequence));
        (await Live.GetAsync($"{Path}?sort={sort}&cursor=x")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Search_PartsAnyCaseAndSequences_FindsThem()
    {
        var one = (await Items(Path + "?limit=1000"))[100];
        string id = one.GetProperty("transaction_id").GetString()!, entity = one.GetProperty("entity").GetString()!,
            merchant = one.GetProperty("merchant").GetString()!;

        (await Search(id.ToLowerInvariant())).ShouldContain(("transaction", id, true));
        (await Search(id[3..])).ShouldContain(("transaction", id, false));
        (await Search(entity.ToLowerInvariant())).ShouldContain(("entity", entity, true));
        (await Search(merchant[1..])).ShouldContain(("merchant", merchant, false));
        (await Search(Sequence(one).ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .ShouldContain(("decision", Sequence(one).ToString(System.Globalization.CultureInfo.InvariantCulture), true));
        (await Search("no such thing anywhere")).ShouldBeEmpty();
        (await Live.GetAsync("/api/v1/search")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Overview_Figures_AreThoseOfTheListsTheyLeadTo()
    {
        var first = await Items(Path + "?limit=1000");
        string from = first[200].GetProperty("time").GetString()!;
        var overview = (await Live.GetAsync($"/api/v1/overview?from={from}&to=2026-03-31&step=day")).Good;

        overview.GetProperty("usual").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var place in overview.GetProperty("locations").EnumerateArray().Take(5))
        {
            string since = overview.GetProperty("locations_from").GetString()!, until = overview.GetProperty("locations_to").GetString()!;
            string query = $"from={since}&to={until}&location={Uri.EscapeDataString(place.GetProperty("location").GetString()!)}";
            (await Live.GetAsync($"{Path}/count?{query}")).Good.GetProperty("count").GetInt32()
                .ShouldBe(place.GetProperty("decisions").GetInt32());
        }
        var delays = overview.GetProperty("latency");
        delays.GetProperty("count").GetInt64().ShouldBe(overview.GetProperty("totals").GetProperty("decisions").GetInt64());
        (await Live.GetAsync("/api/v1/overview?from=2020-01-01&to=2020-01-02")).Good.GetProperty("latency").GetProperty("count").GetInt64()
            .ShouldBe(0);
    }

    [Fact]
    public async Task Overview_OfHoursToCome_HasNothingUsual()
    {
        var now = Live.Parts.Time.GetUtcNow();
        string from = now.AddHours(-3).ToString("O"), to = now.AddHours(6).ToString("O");
        var overview = (await Live.GetAsync(
            $"/api/v1/overview?step=hour&from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}")).Good;

        var series = overview.GetProperty("series").EnumerateArray().Select(p =>
            (Time: p.GetProperty("time").GetDateTimeOffset(), p.GetProperty("usual_decisions").ValueKind)).ToList();
        series.Where(p => p.Time < now).ShouldAllBe(p => p.ValueKind == JsonValueKind.Number);
        series.Where(p => p.Time > now.AddMinutes(10)).ToList().ShouldSatisfyAllConditions(
            later => later.Count.ShouldBeGreaterThanOrEqualTo(5), later => later.ShouldAllBe(p => p.ValueKind == JsonValueKind.Null));
    }

    private static long Sequence(JsonElement decision) => decision.GetProperty("sequence").GetInt64();

    private static string? Field(JsonElement detail, string name) =>
        detail.GetProperty("transaction").GetProperty(name).GetString();

    private async Task<List<JsonElement>> Items(string path) =>
        [.. (await Live.GetAsync(path)).Good.GetProperty("items").EnumerateArray()];

    private async Task<List<JsonElement>> Details()
    {
        var details = new List<JsonElement>();
        foreach (var item in await Items(Path + "?limit=1000"))
            details.Add((await Live.GetAsync($"{Path}/{Sequence(item)}")).Good);
        return details;
    }

    private async Task<List<(string Kind, string Name, bool IsWhole)>> Search(string wanted) =>
        [.. (await Items("/api/v1/search?q=" + Uri.EscapeDataString(wanted))).Select(h =>
            (h.GetProperty("kind").GetString()!, h.GetProperty("name").GetString()!, h.GetProperty("whole").GetBoolean()))];
}

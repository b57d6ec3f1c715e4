using System.Globalization;

namespace Vigil.Server.Tests.Decisions;

public sealed class DecisionsEndpointsTests(DecisionsEndpointsTests.Filled server) : IClassFixture<DecisionsEndpointsTests.Filled>
{
    private const int Count = 300;
    private const string Path = "/api/v1/decisions";

    private LiveServer Live => server.Live;

    [Theory]
    [InlineData("newest", 7)]
    [InlineData("oldest", 100)]
    public async Task List_PageByPage_HasEachOnce(string order, int limit)
    {
        var sequences = new List<long>();
        string? next = "";
        while (next is not null)
        {
            var page = (await Live.GetAsync($"{Path}?order={order}&limit={limit}" + (next.Length > 0 ? "&cursor=" + next : ""))).Good;
            sequences.AddRange(page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("sequence").GetInt64()));
            next = page.GetProperty("next").GetString();
        }

        sequences.Count.ShouldBe(Count);
        sequences.ShouldBe(order == "newest" ? sequences.OrderDescending() : sequences.Order());
        sequences.Distinct().Count().ShouldBe(Count);
    }

    [Fact]
    public async Task List_Filters_HoldTogether()
    {
        var first = (await Live.GetAsync(Path + "?order=oldest&limit=1")).Good.GetProperty("items")[0];
        string entity = first.GetProperty("entity").GetString()!, id = first.GetProperty("transaction_id").GetString()!;

        var byEntity = (await Live.GetAsync($"{Path}?entity={entity}&limit=1000")).Good.GetProperty("items").EnumerateArray().ToList();
        var byId = (await Live.GetAsync($"{Path}?transaction_id={id}")).Good.GetProperty("items").EnumerateArray().ToList();
        var byAmount = (await Live.GetAsync($"{Path}?min_amount=50&max_amount=60&limit=1000")).Good.GetProperty("items")
            .EnumerateArray().ToList();

        byEntity.ShouldNotBeEmpty();
        byEntity.ShouldAllBe(d => d.GetProperty("entity").GetString() == entity);
        byId.Count.ShouldBe(1);
        byAmount.ShouldAllBe(d => d.GetProperty("amount").GetDouble() >= 50 && d.GetProperty("amount").GetDouble() <= 60);
    }

    [Fact]
    public async Task List_FaultyQuery_NamesAllOfThem()
    {
        var answer = await Live.GetAsync(Path + "?min_risk=101&from=yesterday&level=purple&limit=0&colour=red&decision=block,maybe");

        answer.Status.ShouldBe(400);
        answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).Order()
            .ShouldBe(["colour", "decision", "from", "level", "limit", "min_risk"]);
    }

    [Fact]
    public async Task One_Decision_IsTheSameByTransaction()
    {
        var summary = (await Live.GetAsync(Path + "?limit=1")).Good.GetProperty("items")[0];
        var detail = await Live.GetAsync($"{Path}/{summary.GetProperty("sequence").GetInt64()}");
        var same = await Live.GetAsync($"{Path}/by-transaction/credit_card_fraud/{summary.GetProperty("transaction_id").GetString()}");

        same.Text.ShouldBe(detail.Text);
        double points = detail.Good.GetProperty("features").EnumerateArray().Sum(f => f.GetProperty("points").GetDouble());
        (detail.Json.GetProperty("base_points").GetDouble() + points).ShouldBe(detail.Json.GetProperty("risk").GetDouble(), 1e-6);
        (await Live.GetAsync(Path + "/999999999")).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task List_EveryDecision_NamesTheFirstGroupOfItsDetail()
    {
        var items = (await Live.GetAsync($"{Path}?order=oldest&limit=1000")).Good.GetProperty("items").EnumerateArray().ToList();
        string[] lines = (await Live.GetAsync(Path + "/export?order=oldest")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        for (int i = 0; i < items.Count; i++)
        {
            var detail = (await Live.GetAsync($"{Path}/{items[i].GetProperty("sequence").GetInt64()}")).Good;
            var reasons = detail.GetProperty("reasons").EnumerateArray().ToList();
            items[i].GetProperty("reason").GetString().ShouldBe(reasons[0].GetProperty("text").GetString());
            items[i].GetProperty("reason_group").GetString().ShouldBe(reasons[0].GetProperty("group").GetString());
            lines[i + 1].Replace("\"\"", "\"").ShouldContain($",{reasons[0].GetProperty("group").GetString()},");
            lines[i + 1].ShouldContain(reasons[0].GetProperty("text").GetString()!);
            (detail.GetProperty("base_points").GetDouble() + reasons.Sum(r => r.GetProperty("points").GetDouble()))
                .ShouldBe(detail.GetProperty("risk").GetDouble(), 1e-6);
            foreach (var reason in reasons)
                reason.GetProperty("members").EnumerateArray().Sum(m => m.GetProperty("points").GetDouble())
                    .ShouldBe(reason.GetProperty("points").GetDouble(), 1e-9);
        }
    }

    [Fact]
    public async Task Replay_Decision_MatchesToTheBit()
    {
        long sequence = (await Live.GetAsync(Path + "?limit=1")).Good.GetProperty("items")[0].GetProperty("sequence").GetInt64();

        var replay = (await Live.PostAsync($"{Path}/{sequence}/replay", "")).Good;

        replay.GetProperty("matches").GetBoolean().ShouldBeTrue(replay.GetRawText());
    }

    [Fact]
    public async Task Export_AllDecisions_IsCsvWithOneLineEach()
    {
        var answer = await Live.GetAsync(Path + "/export?order=oldest");

        answer.Status.ShouldBe(200);
        string[] lines = answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(Count + 1);
        lines[0].ShouldStartWith("sequence,transaction_id,stream,time");
    }

    [Fact]
    public async Task Amounts_OfAStreamWithOneCurrency_SayItWhereverTheyAreShown()
    {
        var list = (await Live.GetAsync($"{Path}?limit=50&reason=size")).Good.GetProperty("items").EnumerateArray().ToList();
        var totals = (await Live.GetAsync("/api/v1/overview?from=2025-12-31&to=2026-03-31&step=day")).Good.GetProperty("totals");

        list.ShouldNotBeEmpty();
        list.ShouldAllBe(d => d.GetProperty("currency").GetString() == "EUR" && d.GetProperty("reason").GetString()!.Contains(" EUR"));
        totals.GetProperty("amounts").EnumerateArray().Select(a => a.GetProperty("currency").GetString()).ShouldBe(["EUR"]);
    }

    [Fact]
    public async Task Overview_OfTheTime_CountsEachDecisionOnce()
    {
        var answer = (await Live.GetAsync("/api/v1/overview?from=2025-12-31&to=2026-03-31&step=day")).Good;

        long series = answer.GetProperty("series").EnumerateArray().Sum(
            p => p.GetProperty("approve").GetInt64() + p.GetProperty("review").GetInt64() + p.GetProperty("block").GetInt64());
        series.ShouldBe(Count);
        answer.GetProperty("totals").GetProperty("decisions").GetInt64().ShouldBe(Count);
        answer.GetProperty("latency").GetProperty("count").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Live_ResumedByLastEventId_SendsWhatWasMissed()
    {
        var all = (await Live.GetAsync(Path + "?order=oldest&limit=1000")).Good.GetProperty("items").EnumerateArray()
            .Select(d => d.GetProperty("sequence").GetInt64()).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Get, Path + "/live");
        request.Headers.Add("Last-Event-ID", all[^6].ToString(CultureInfo.InvariantCulture));
        using var response = await Live.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        var ids = new List<long>();
        while (ids.Count < 5 && await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                ids.Add(long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture));

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        ids.ShouldBe(all[^5..]);
    }

    [Fact]
    public async Task Anomalies_OfTheWholeTime_AreReviewedOrBlocked()
    {
        var answer = (await Live.GetAsync("/detect-anomalies?from=2025-12-31&to=2026-12-31&limit=1000")).Good;

        answer.GetProperty("items").EnumerateArray().ShouldAllBe(d => d.GetProperty("decision").GetString() != "approve");
    }

    public sealed class Filled : IAsyncLifetime
    {
        public LiveServer Live { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Live = await LiveServer.StartAsync();
            var answer = await Live.PostAsync("/api/v1/streams/credit_card_fraud/transactions/batch",
                string.Join('\n', SimulatedStream.Texts(Count)), "application/x-ndjson");
            answer.Good.GetProperty("scored").GetInt32().ShouldBe(Count);
        }

        public ValueTask DisposeAsync() => Live.DisposeAsync();
    }
}

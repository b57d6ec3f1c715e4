using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Server.Jobs;
using Vigil.Server.Tests.Access;

namespace Vigil.Server.Tests.Entities;

/// <summary>After an erasure nothing of the entity is left in jobs, look-ups and files.</summary>
public sealed class ErasureTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private const string Stream = $"/api/v1/streams/{SimulatedStream.Name}", Person = "MARK-person-4711", Device = "MARK-device-0815";

    private LiveServer Live => server.Live;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erase_AfterAJob_LeavesNothingOfTheEntityInIt()
    {
        var accepted = (await Live.PostAsync(Stream + "/transactions/async", $$"""
            {"transactions":[{"customer_id":"{{Person}}","device_id":"{{Device}}","amount":1},
              {"customer_id":"{{Person}}","device_id":"{{Device}}","amount":"MARK-amount"}]}
            """)).Good;
        string url = accepted.GetProperty("status_url").GetString()!;
        await JobWait.UntilDoneAsync(Live, url);
        var job = (await Live.Parts.Storage.Jobs.FindAsync(accepted.GetProperty("job_id").GetString()!, Stopping))!;

        (await Live.Parts.Storage.Jobs.InputAsync(job.Id, Stopping)).ShouldBeEmpty("what a job was to do goes when it has ended");
        (await Live.SendAsync(HttpMethod.Delete, $"{Stream}/entity?id={Person}")).Status.ShouldBe(200);

        job.Result.ShouldNotContain("MARK");
        string results = (await Live.GetAsync(url + "/results")).Text;
        results.ShouldNotContain("MARK");
        results.ShouldContain("amount");
        (await Live.GetAsync($"{Stream}/entity?id={Person}")).Status.ShouldBe(404);
        (await Live.GetAsync($"/api/v1/decisions?entity={Person}&stream={SimulatedStream.Name}")).Good
            .GetProperty("items").GetArrayLength().ShouldBe(0);
        MarkedFiles("MARK-person", "MARK-device", "MARK-amount").ShouldBeEmpty();
    }

    [Fact]
    public async Task Erase_WhileAJobWaits_TakesItsTransactionsOutAndLeavesTheOthers()
    {
        var stream = Live.Service.Find(SimulatedStream.Name)!;
        using var queue = NewQueue();
        byte[] transactions = Encoding.UTF8.GetBytes("""
            [{"customer_id":"W1","amount":1},{"user_id":"W2","amount":2},{"customer_id":"W2","amount":3},{"merchant_id":"W2","amount":4}]
            """);
        var job = await queue.AddAsync("transactions", "test", new TransactionsJob(stream.Name, null, transactions).Encode(), Stopping);

        (await EraseAsync(queue, stream, "W2")).ShouldBe(2);

        var rest = TransactionsJob.Decode(await queue.InputOfAsync(job, Stopping)).Transactions;
        Encoding.UTF8.GetString(rest.Span).ShouldBe(
            """[{"customer_id":"W1","amount":1},"vigil:erased","vigil:erased",{"merchant_id":"W2","amount":4}]""");
        (await EraseAsync(queue, stream, "W2")).ShouldBe(0);
    }

    [Fact]
    public async Task Erase_OfANumber_TakesOutEverySpellingOfIt()
    {
        var stream = Live.Service.Find(SimulatedStream.Name)!;
        using var queue = NewQueue();
        var job = await queue.AddAsync("transactions", "test", new TransactionsJob(stream.Name, null, Encoding.UTF8.GetBytes("""
            [{"customer_id":70012},{"customer_id":7.0012e4},{"customer_id":"70012"},{"customer_id":70012.0},{"customer_id":700120}]
            """)).Encode(), Stopping);

        (await EraseAsync(queue, stream, "70012")).ShouldBe(4);

        Encoding.UTF8.GetString(TransactionsJob.Decode(await queue.InputOfAsync(job, Stopping)).Transactions.Span)
            .ShouldEndWith("""{"customer_id":700120}]""");
    }

    [Fact]
    public async Task Erase_WhileAJobHasReadWhatItIsToDo_RejectsTheRestOfTheEntity()
    {
        var stream = Live.Service.Find(SimulatedStream.Name)!;
        var jobs = Live.Parts.Storage.Jobs;
        var work = Live.Services.GetRequiredService<TransactionsWork>();
        using var queue = NewQueue();
        await Live.PostAsync("/predict", """{"user_id":"RUN-2","amount":1}""");
        var added = await queue.AddAsync("transactions", "test", new TransactionsJob(stream.Name, null, Encoding.UTF8.GetBytes("""
            [{"customer_id":"RUN-1","amount":1},{"customer_id":"RUN-2","amount":2},{"customer_id":"RUN-1","amount":3}]
            """)).Encode(), Stopping);
        var job = (await jobs.FindAsync(added.Id, Stopping))!;
        byte[] input = await queue.InputOfAsync(job, Stopping);
        (await Live.SendAsync(HttpMethod.Delete, $"{Stream}/entity?id=RUN-2")).Status.ShouldBe(200);

        var outcome = await work.RunAsync(job, input, Stopping);

        var result = TransactionsResult.Decode(outcome.Result!)!;
        result.Sequences.Select(s => s > 0).ShouldBe([true, false, true]);
        result.Rejections!.ShouldHaveSingleItem().Errors.ShouldHaveSingleItem()[1].ShouldContain("erased");
        (await Live.GetAsync($"{Stream}/entity?id=RUN-2")).Status.ShouldBe(404);
        outcome.Result!.ShouldNotContain("RUN-2");
    }

    [Fact]
    public async Task Erase_EverythingThatNamedTheEntity_IsNotFoundAnyMore()
    {
        const string Body = $$"""
            {"transaction_id":"MARK-tx","customer_id":"MARK-all","device_id":"MARK-dev","ip":"203.0.113.77",
              "merchant_id":"M-kept","amount":7}
            """;
        var key = ("Idempotency-Key", "erased-1");
        long sequence = (await Live.PostAsync(Stream + "/transactions", Body, headers: key)).Good.GetProperty("sequence").GetInt64();
        (await Live.PostAsync("/api/v1/labels", $$"""
            {"stream":"{{SimulatedStream.Name}}","transaction_id":"MARK-tx","fraud":true,"comment":"MARK-comment of a neighbour"}
            """)).Good.ToString();
        foreach (string known in new[] { "MARK-all", "MARK-dev", "203.0.113.77" })
            (await Live.GetAsync("/api/v1/search?q=" + known)).Good.GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0, known);
        (await Live.GetAsync($"/api/v1/decisions/{sequence}/labels")).Text.ShouldContain("MARK-comment");

        (await Live.SendAsync(HttpMethod.Delete, $"{Stream}/entity?id=MARK-all")).Status.ShouldBe(200);

        foreach (string gone in new[] { "MARK-all", "MARK-dev", "203.0.113.77", "MARK-comment" })
            (await Live.GetAsync("/api/v1/search?q=" + gone)).Good.GetProperty("items").GetArrayLength().ShouldBe(0, gone);
        foreach (string filter in new[] { "entity=MARK-all", "device=MARK-dev", "ip=203.0.113.77" })
            (await Live.GetAsync($"/api/v1/decisions?stream={SimulatedStream.Name}&{filter}")).Good
                .GetProperty("items").GetArrayLength().ShouldBe(0, filter);
        string repeated = (await Live.PostAsync(Stream + "/transactions?explain=true", Body, headers: key)).Good.ToString();
        string[] answers =
        [
            repeated, (await Live.GetAsync($"/api/v1/decisions/{sequence}")).Text,
            (await Live.GetAsync($"/api/v1/decisions/{sequence}/labels")).Text,
            (await Live.GetAsync("/api/v1/decisions?limit=100")).Text, (await Live.GetAsync("/api/v1/decisions/export")).Text,
            (await Live.GetAsync(Stream + "/entities?limit=100")).Text, (await Live.GetAsync("/api/v1/overview")).Text,
            (await Live.GetAsync("/api/v1/labels")).Text, (await Live.GetAsync("/detect-anomalies")).Text,
        ];
        foreach (string answer in answers)
            foreach (string gone in new[] { "MARK-all", "MARK-dev", "203.0.113.77", "MARK-comment" })
                answer.ShouldNotContain(gone);
        (await Live.GetAsync("/api/v1/decisions?stream=" + SimulatedStream.Name + "&merchant=M-kept")).Good
            .GetProperty("items").GetArrayLength().ShouldBe(1, "what is not personal stays");
        MarkedFiles("MARK-all", "MARK-dev", "203.0.113.77", "MARK-comment").ShouldBeEmpty();
    }

    // Not the server's own, which would begin at once.
    private JobQueue NewQueue() => new(Live.Parts.Storage.Jobs, Live.Parts.Key, TimeProvider.System);

    private ValueTask<int> EraseAsync(JobQueue queue, LiveStream stream, string entity) =>
        JobErasure.EraseAsync(Live.Parts.Storage.Jobs, queue, stream, ErasedTransactions.Of(stream, entity), Stopping);

    private string[] MarkedFiles(params string[] marks) =>
        [.. Directory.GetFiles(Live.Folder, "*", SearchOption.AllDirectories)
            .Where(file => Array.Exists(marks, mark => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) >= 0))];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

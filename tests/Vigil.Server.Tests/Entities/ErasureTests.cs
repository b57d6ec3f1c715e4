using System.Text;
using Vigil.Server.Jobs;
using Vigil.Server.Tests.Access;

namespace Vigil.Server.Tests.Entities;

/// <summary>After an erasure nothing of the entity is left in jobs, look-ups and files.</summary>
public sealed class ErasureTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private const string Stream = $"/api/v1/streams/{SimulatedStream.Name}", Person = "MARK-person-4711", Device = "MARK-device-0815";

    private LiveServer Live => server.Live;

    [Fact]
    public async Task Erase_AfterAJob_LeavesNothingOfTheEntityInIt()
    {
        var accepted = (await Live.PostAsync(Stream + "/transactions/async", $$"""
            {"transactions":[{"customer_id":"{{Person}}","device_id":"{{Device}}","amount":1},
              {"customer_id":"{{Person}}","device_id":"{{Device}}","amount":"MARK-amount"}]}
            """)).Good;
        string url = accepted.GetProperty("status_url").GetString()!;
        await JobWait.UntilDoneAsync(Live, url);
        var job = Live.Parts.Storage.Jobs.Find(accepted.GetProperty("job_id").GetString()!)!;

        job.Input.Length.ShouldBe(0, "what a job was to do goes when it has ended");
        (await Live.SendAsync(HttpMethod.Delete, $"{Stream}/entity?id={Person}")).Status.ShouldBe(200);

        job.Result.ShouldNotContain("MARK");
        string results = (await Live.GetAsync(url + "/results")).Text;
        results.ShouldNotContain("MARK");
        results.ShouldContain("amount");
        (await Live.GetAsync($"{Stream}/entity?id={Person}")).Status.ShouldBe(404);
        (await Live.GetAsync($"/api/v1/decisions?entity={Person}&stream={SimulatedStream.Name}")).Good
            .GetProperty("items").GetArrayLength().ShouldBe(0);
        MarkedFiles().ShouldBeEmpty();
    }

    [Fact]
    public void Erase_WhileAJobWaits_TakesItsTransactionsOutAndLeavesTheOthers()
    {
        var stream = Live.Service.Find(SimulatedStream.Name)!;
        var runner = new JobRunner(Live.Parts, [], Microsoft.Extensions.Logging.Abstractions.NullLogger<JobRunner>.Instance);
        byte[] transactions = Encoding.UTF8.GetBytes("""
            [{"customer_id":"W1","amount":1},{"user_id":"W2","amount":2},{"customer_id":"W2","amount":3},{"merchant_id":"W2","amount":4}]
            """);
        var job = runner.Add("transactions", "test", new TransactionsJob(stream.Name, null, transactions).Encode());

        JobErasure.Erase(Live.Parts.Storage.Jobs, Live.Parts.Key, stream, "W2").ShouldBe(2);

        var rest = TransactionsJob.Decode(runner.InputOf(Live.Parts.Storage.Jobs.Find(job.Id)!)).Transactions;
        Encoding.UTF8.GetString(rest.Span).ShouldBe("""[{"customer_id":"W1","amount":1},null,null,{"merchant_id":"W2","amount":4}]""");
        JobErasure.Erase(Live.Parts.Storage.Jobs, Live.Parts.Key, stream, "W2").ShouldBe(0);
    }

    private string[] MarkedFiles() =>
        [.. Directory.GetFiles(Live.Folder, "*", SearchOption.AllDirectories)
            .Where(file => Read(file).AsSpan().IndexOf("MARK"u8) >= 0)];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

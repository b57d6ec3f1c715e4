using System.Globalization;

namespace Vigil.Server.Tests.Jobs;

/// <summary>What is wrong with transactions is counted once for each that was sent, however often it is read.</summary>
public sealed class JobMetricsTests
{
    [Fact]
    public async Task Async_UnderAKeyAndAgain_IsCountedOnce()
    {
        await using var live = await LiveServer.StartAsync();
        await SmallStream.ServeAsync(live, "counted", hasId: true);
        string odd = SmallStream.Row(1).Replace("{", "{\"colour\":1,", StringComparison.Ordinal);
        string body = $$"""{"transactions":[{{odd}},{"page":"/"},7]}""";
        var key = ("Idempotency-Key", "counted");
        const string Path = "/api/v1/streams/counted/transactions/async";

        var accepted = (await live.PostAsync(Path, body, headers: key)).Good;
        await JobWait.UntilDoneAsync(live, accepted.GetProperty("status_url").GetString()!);
        (await live.PostAsync(Path, body, headers: key)).Status.ShouldBe(202);

        (await MetricAsync(live, "vigil_unknown_fields_total")).ShouldBe(1);
        (await MetricAsync(live, "vigil_rejected_total")).ShouldBe(2);
    }

    private static async Task<long> MetricAsync(LiveServer live, string name) => (await live.GetAsync("/metrics")).Text.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains("\"counted\"", StringComparison.Ordinal))
        .Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}

using System.Text.Json;
using Vigil.Engine.Scoring;

namespace Vigil.Server.Tests.EndToEnd;

/// <summary>
/// The same 20,000 transactions through the pipeline as files go through it, and over HTTP one by one, in batches and asynchronously:
/// features, scores and contributions are the same bits. Numbers are written so that they read back to the same bits.
/// </summary>
public sealed class OnlineOfflineTests(ITestOutputHelper output)
{
    private const int Count = 20_000;
    private static readonly Lazy<Expected[]> Offline = new(Run);

    [Fact]
    public async Task Post_OneByOne_GivesTheBitsOfFiles()
    {
        await using var server = await LiveServer.StartAsync();
        var got = new List<Got>();
        foreach (string line in SimulatedStream.Texts(Count))
            got.Add(Got.Of((await server.PostAsync("/api/v1/streams/credit_card_fraud/transactions?explain=true", line)).Good));

        Compare(got);
    }

    [Theory]
    [InlineData(7, 1_001)]
    [InlineData(1_000, Count)]
    public async Task Post_InBatches_GivesTheBitsOfFiles(int batch, int count)
    {
        await using var server = await LiveServer.StartAsync();
        var got = new List<Got>();
        foreach (string[] lines in SimulatedStream.Texts(count).Chunk(batch))
        {
            // Both forms of a batch in turn.
            bool areLines = got.Count / batch % 2 == 0;
            string body = areLines ? string.Join('\n', lines) : "{\"transactions\":[" + string.Join(',', lines) + "]}";
            var answer = (await server.PostAsync("/api/v1/streams/credit_card_fraud/transactions/batch?explain=true", body,
                areLines ? "application/x-ndjson" : "application/json")).Good;
            got.AddRange(answer.GetProperty("results").EnumerateArray().Select(Got.Of));
        }

        Compare(got);
    }

    [Fact]
    public async Task Post_Asynchronously_GivesTheBitsOfFiles()
    {
        await using var server = await LiveServer.StartAsync();
        var got = new List<Got>();
        foreach (string[] lines in SimulatedStream.Texts(Count).Chunk(5_000))
        {
            string body = "{\"transactions\":[" + string.Join(',', lines) + "]}";
            var job = (await server.PostAsync("/api/v1/streams/credit_card_fraud/transactions/async", body)).Good;
            var done = await JobWait.UntilDoneAsync(server, job.GetProperty("status_url").GetString()!);
            done.GetProperty("scored").GetInt32().ShouldBe(lines.Length);
        }
        // What was decided without a client waiting is read back from the journal.
        foreach (var found in await server.Parts.Storage.Decisions.ListAsync(
            new(), null, newestFirst: false, Count, TestContext.Current.CancellationToken))
        {
            var decision = await server.Service.Reader.ReadAsync(found.Entry, null, TestContext.Current.CancellationToken);
            got.Add(new Got(decision.RawScore, decision.Risk, decision.Features, decision.Explain().Contributions));
        }

        Compare(got);
    }

    private static Expected[] Run()
    {
        var pipeline = new ScoringPipeline(
            SimulatedStream.Definition.Schema, SimulatedStream.Definition.Features, SimulatedStream.Model,
            SimulatedStream.Definition.Policy);
        var results = new List<Expected>();
        OfflineRun.Over(pipeline, SimulatedStream.Lines(Count), batch =>
        {
            pipeline.Score(batch);
            for (int row = 0; row < batch.Count; row++)
                results.Add(new Expected(
                    batch.RawScores[row], batch.Risks[row], batch.FeaturesOf(row).ToArray(), batch.Explain(row).Contributions));
        });
        return [.. results];
    }

    private void Compare(List<Got> got)
    {
        got.Count.ShouldBeLessThanOrEqualTo(Count);
        for (int i = 0; i < got.Count; i++)
        {
            var (expected, actual) = (Offline.Value[i], got[i]);
            bool isSame = Same(expected.Raw, actual.Raw) && Same(expected.Risk, actual.Risk)
                && expected.Features.Zip(actual.Features).All(p => Same(p.First, p.Second))
                && expected.Contributions.Zip(actual.Contributions).All(p => Same(p.First, p.Second))
                && expected.Features.Length == actual.Features.Length;
            if (!isSame)
                Assert.Fail($"Decision {i} differs: raw score {expected.Raw:R} in files, {actual.Raw:R} over HTTP.");
        }
        output.WriteLine($"{got.Count} decisions, bit for bit the same");
    }

    // Any NaN is missing.
    private static bool Same(double a, double b) => a.Equals(b);

    private sealed record Expected(double Raw, double Risk, double[] Features, double[] Contributions);

    private sealed record Got(double Raw, double Risk, double[] Features, double[] Contributions)
    {
        public static Got Of(JsonElement decision) => new(
            decision.GetProperty("raw_score").GetDouble(),
            decision.GetProperty("risk").GetDouble(),
            [.. decision.GetProperty("features").EnumerateArray().Select(f => Number(f.GetProperty("value")))],
            [.. decision.GetProperty("features").EnumerateArray().Select(f => Number(f.GetProperty("contribution")))]);

        private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();
    }
}

using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vigil.Simulation;
using Vigil.Simulation.Output;

namespace Vigil.Cli.Tests;

/// <summary>
/// The same 20,000 transactions through every way in: `detect`, and `score` one line at a time, in batches of 7 and of 1,000, and with a
/// snapshot and a restore in the middle. Features, scores and contributions are compared as the texts that read back to the same bits.
/// </summary>
public sealed class OnlineOfflineTests(OnlineOfflineTests.Runs runs, ITestOutputHelper output) : IClassFixture<OnlineOfflineTests.Runs>
{
    private const int Transactions = 20_000;
    private const double Tolerance = 1e-6;

    [Fact]
    public void Detect_AllTransactions_WritesOneDecisionEach() => runs.Detected.Length.ShouldBe(Transactions);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Score_InBatches_GivesTheBitsOfDetect(int batch)
    {
        var run = await runs.Score(runs.Input, "--batch", $"{batch}");

        Compare(run.Lines);
    }

    [Fact]
    public async Task Score_SnapshotAndRestoreInTheMiddle_GivesTheBitsOfDetect()
    {
        int middle = runs.Input.AsSpan(0, runs.Input.Length / 2).LastIndexOf((byte)'\n') + 1;

        var first = await runs.Score(runs.Input[..middle], "--state", "middle.state", "--batch", "100");
        var second = await runs.Score(runs.Input[middle..], "--state", "middle.state", "--batch", "100");

        first.Lines.Length.ShouldBeInRange(1, Transactions - 1);
        Compare([.. first.Lines, .. second.Lines]);
    }

    [Fact]
    public void Detect_EveryDecision_ContributionsAddUp()
    {
        double worstScore = 0, worstRisk = 0;
        foreach (string line in runs.Detected)
        {
            using var decision = JsonDocument.Parse(line);
            var root = decision.RootElement;
            double score = root.GetProperty("base").GetDouble() + Sum(root.GetProperty("contributions"));
            double risk = root.GetProperty("base_points").GetDouble() + Sum(root.GetProperty("points"));
            worstScore = Math.Max(worstScore, Math.Abs(root.GetProperty("raw_score").GetDouble() - score));
            worstRisk = Math.Max(worstRisk, Math.Abs(root.GetProperty("risk").GetDouble() - risk));
        }

        string worst = $"|raw score − base − Σ contributions| ≤ {worstScore:e1}, |risk − Σ points| ≤ {worstRisk:e1}";
        output.WriteLine($"{runs.Detected.Length} decisions: {worst}");
        worstScore.ShouldBeLessThanOrEqualTo(Tolerance);
        worstRisk.ShouldBeLessThanOrEqualTo(Tolerance);
    }

    [Fact]
    public void Detect_EveryDecision_GroupsOfReasonsAddUpToTheRiskAndMembersToTheirGroup()
    {
        double worstRisk = 0, worstGroup = 0;
        foreach (string line in runs.Detected)
        {
            using var decision = JsonDocument.Parse(line);
            var root = decision.RootElement;
            double risk = root.GetProperty("base_points").GetDouble(), last = double.PositiveInfinity;
            foreach (var reason in root.GetProperty("reasons").EnumerateArray())
            {
                double points = reason.GetProperty("points").GetDouble();
                points.ShouldBeLessThanOrEqualTo(last);
                double members = reason.GetProperty("members").EnumerateArray().Sum(m => m.GetProperty("points").GetDouble());
                worstGroup = Math.Max(worstGroup, Math.Abs(points - members));
                (risk, last) = (risk + points, points);
            }
            worstRisk = Math.Max(worstRisk, Math.Abs(root.GetProperty("risk").GetDouble() - risk));
        }

        output.WriteLine($"{runs.Detected.Length} decisions: |risk − Σ groups| ≤ {worstRisk:e1}, |group − Σ members| ≤ {worstGroup:e1}");
        worstRisk.ShouldBeLessThanOrEqualTo(Tolerance);
        worstGroup.ShouldBeLessThanOrEqualTo(Tolerance);
    }

    private static double Sum(JsonElement columns) => columns.EnumerateObject().Sum(c => c.Value.GetDouble());

    private void Compare(string[] decisions)
    {
        decisions.Length.ShouldBe(Transactions);
        for (int i = 0; i < decisions.Length; i++)
            if (WithoutFields(decisions[i]) != WithoutFields(runs.Detected[i]))
                Assert.Fail($"Decision {i} differs.\ndetect: {runs.Detected[i]}\nscore:  {decisions[i]}");
        output.WriteLine($"{decisions.Length} decisions, bit for bit the same");
    }

    // A finding of files carries the row's own fields, which whoever sends a transaction has already.
    private static string WithoutFields(string line)
    {
        var decision = JsonNode.Parse(line)!.AsObject();
        decision.Remove("transaction");
        return decision.ToJsonString();
    }

    /// <summary>One simulated world, trained on and detected in once for all tests.</summary>
    public sealed class Runs : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();

        /// <summary>JSON lines.</summary>
        public byte[] Input { get; private set; } = [];

        /// <summary>What <c>detect</c> decided, in the order of the rows.</summary>
        public string[] Detected { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Input = Simulate();
            await File.WriteAllBytesAsync(_folder.At("transactions.jsonl"), Input, TestContext.Current.CancellationToken);
            Succeed(await _folder.Run("train", "transactions.jsonl", "--out", "model.vigil"));
            Succeed(await _folder.Run("detect", "transactions.jsonl", "--all", "--explain", "--out", "detect.jsonl", "--top", "0"));
            Detected = await File.ReadAllLinesAsync(_folder.At("detect.jsonl"), TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return default;
        }

        internal async Task<VigilRun> Score(byte[] input, params string[] options) =>
            Succeed(await VigilProcess.Run(_folder.Path, input, [], ["score", "--model", "model.vigil", "--explain", .. options]));

        private static VigilRun Succeed(VigilRun run)
        {
            run.ExitCode.ShouldBe(0, run.Error);
            return run;
        }

        private static byte[] Simulate()
        {
            var buffer = new ArrayBufferWriter<byte>();
            foreach (var transaction in Simulator.Run(new SimulationOptions { Customers = 400, Days = 60, Seed = 5 }).Take(Transactions))
                JsonLine.Write(transaction, buffer);
            return buffer.WrittenSpan.ToArray();
        }
    }
}

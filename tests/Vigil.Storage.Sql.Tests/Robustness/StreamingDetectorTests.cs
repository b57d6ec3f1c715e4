using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>A served model with a detector that learns from every transaction.</summary>
public sealed class StreamingDetectorTests
{
    private static readonly Lazy<Engine.Models.Model> Learning = new(() =>
        Payments.TrainWith("model: { trees: 20, sample_size: 64 }", "model: { trees: 20, sample_size: 64, chart_weight: 0.4 }"));

    [Fact]
    public async Task Decide_AcrossSnapshotRestartAndPromotion_ReplaysAndExplainsToTheBit()
    {
        using var live = await LiveService.StartNew();
        await ModelLibrary.AddAsync(live.Ports.Models, Learning.Value, 0, TestContext.Current.CancellationToken);
        await live.Service.PromoteAsync(Learning.Value.Version, "test");
        var answers = new List<Submission>(await live.Decide(Payments.Rows.Take(300)));
        await live.Service.SnapshotAsync();
        answers.AddRange(await live.Decide(Payments.Rows.Skip(300).Take(100)));

        await live.Restart();
        answers.AddRange(await live.Decide(Payments.Rows.Skip(400).Take(100)));
        await live.Service.PromoteAsync(Payments.Models[1].Version, "test");
        answers.AddRange(await live.Decide(Payments.Rows.Skip(500).Take(50)));
        await live.Service.PromoteAsync(Learning.Value.Version, "test");
        await live.Service.SnapshotAsync();
        answers.AddRange(await live.Decide(Payments.Rows.Skip(550).Take(50)));

        var stored = await live.ShouldBeWholeAsync();
        stored.Count.ShouldBe(600);
        foreach (var (answered, kept) in answers.Select(a => a.Decision!).Zip(stored))
        {
            kept.ShouldEqual(answered);
            var explanation = kept.Explain();
            (explanation.Base + explanation.Contributions.Sum()).ShouldBe(kept.RawScore, 1e-6);
        }
        live.ShouldHaveOneState();
        foreach (int i in (int[])[0, 299, 300, 399, 400, 499, 510, 550, 599])
            DecisionReplay.Run(live.Ports, live.Key, stored[i].Sequence, CancellationToken.None).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_MoreFeaturesUnderTheSameModel_GoesOnWithWhatItLearned()
    {
        const string Terminals = "- entity: terminal_id";
        var more = Payments.DefinitionWith(
            (Terminals, $"{Terminals}\n    windows: [2h]\n    aggregations: [mean]\n    field: amount\n  {Terminals}"));
        var scores = new List<double[]>();
        foreach (bool applies in new[] { false, true })
        {
            using var live = await LiveService.StartNew();
            await ModelLibrary.AddAsync(live.Ports.Models, Learning.Value, 0, TestContext.Current.CancellationToken);
            await live.Service.PromoteAsync(Learning.Value.Version, "test");
            await live.Decide(Payments.Rows.Take(300));
            if (applies)
                await live.Service.ApplyAsync(more, new ApplyOptions(), "test", null, CancellationToken.None);
            scores.Add([.. (await live.Decide(Payments.Rows.Skip(300).Take(200))).Select(s => s.Decision!.RawScore)]);
            (await live.ShouldBeWholeAsync()).Count.ShouldBe(500);
            await live.Service.SnapshotAsync();
            live.ShouldHaveOneState();
        }

        scores[1].Select(BitConverter.DoubleToInt64Bits).ShouldBe(scores[0].Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task Decide_AfterARestart_IsWhatItIsWithoutOne()
    {
        var scores = new List<double[]>();
        foreach (bool restarts in new[] { false, true })
        {
            using var live = await LiveService.StartNew();
            await ModelLibrary.AddAsync(live.Ports.Models, Learning.Value, 0, TestContext.Current.CancellationToken);
            await live.Service.PromoteAsync(Learning.Value.Version, "test");
            await live.Decide(Payments.Rows.Take(400));
            if (restarts)
            {
                await live.Service.SnapshotAsync();
                await live.Restart();
            }
            scores.Add([.. (await live.Decide(Payments.Rows.Skip(400).Take(200))).Select(s => s.Decision!.RawScore)]);
        }

        scores[1].Select(BitConverter.DoubleToInt64Bits).ShouldBe(scores[0].Select(BitConverter.DoubleToInt64Bits));
    }
}

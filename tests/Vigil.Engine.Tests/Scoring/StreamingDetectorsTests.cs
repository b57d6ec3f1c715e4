using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>A model with a detector that learns from every transaction.</summary>
public sealed class StreamingDetectorsTests
{
    private static readonly Lazy<Model> Learning = new(() => TrainedPipeline.Train(options: new ModelOptions().With("chart_weight", 0.3)));

    [Fact]
    public void Explain_EveryDecision_AddsUpAndNamesTheDetector()
    {
        Learning.Value.Ensemble.Members[^1].Detector.Name.ShouldBe("control_chart");
        bool said = false;
        TrainedPipeline.Run(Fresh(), batch =>
        {
            var explanation = batch.Explain(0);
            (explanation.Base + explanation.Contributions.Sum()).ShouldBe(batch.RawScores[0], 1e-6);
            (explanation.BasePoints + explanation.Points.Sum()).ShouldBe(batch.Risks[0], 1e-6);
            said |= explanation.ByDetector[^batch.Width..].Any(part => part != 0);
        });
        said.ShouldBeTrue();
    }

    [Fact]
    public void Restore_SavedInTheMiddle_ContinuesWithTheSameBits()
    {
        string file = Path.GetTempFileName();
        var (whole, first, rest) = (new List<double>(), Fresh(), Fresh());
        TrainedPipeline.Run(Fresh(), batch => whole.Add(batch.RawScores[0]));
        TrainedPipeline.Run(first, _ => { }, to: 1000);
        first.Save(file);
        rest.Restore(file);
        var continued = new List<double>();
        TrainedPipeline.Run(rest, batch => continued.Add(batch.RawScores[0]), from: 1000);
        File.Delete(file);

        continued.Select(BitConverter.DoubleToInt64Bits).ShouldBe(whole.Skip(1000).Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Score_SameBatchOfAnySize_GivesTheSameBits()
    {
        var one = new List<double>();
        TrainedPipeline.Run(Fresh(), batch => one.Add(batch.RawScores[0]));
        var many = new List<double>();
        TrainedPipeline.RunBatches(Fresh(), size: 64, batch => many.AddRange(batch.RawScores[..batch.Count]));

        many.Select(BitConverter.DoubleToInt64Bits).ShouldBe(one.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Score_WarmedUp_AllocatesNothing()
    {
        var pipeline = Fresh();
        TrainedPipeline.RunBatches(pipeline, size: 64, batch =>
            Allocations.Of(() => pipeline.Score(batch)).ShouldBe(0));
    }

    [Fact]
    public void Promote_SameModelAgain_KeepsWhatItLearned_AnotherBegins()
    {
        var pipeline = Fresh();
        TrainedPipeline.Run(pipeline, _ => { }, to: 500);
        var before = pipeline.Parts.Single(part => part.Name == "detector control_chart").Memories[0];
        pipeline.Promote(Learning.Value, new PolicyOptions { Review = 1 });
        pipeline.Parts.Single(part => part.Name == "detector control_chart").Memories[0].ShouldBeSameAs(before);

        pipeline.Promote(TrainedPipeline.Train(options: new ModelOptions { Seed = 3 }.With("chart_weight", 0.3)), new PolicyOptions());
        pipeline.Parts.Single(part => part.Name == "detector control_chart").Memories[0].ChunkCount.ShouldBe(0);
        pipeline.Promote(TrainedPipeline.Train(), new PolicyOptions());
        pipeline.Parts.ShouldNotContain(part => part.Name.StartsWith("detector", StringComparison.Ordinal));
    }

    [Fact]
    public void ExplainFeatures_WithoutTheTrace_IsRefused()
    {
        var snapshot = Fresh().Snapshot!;

        snapshot.ExplainsFeatures.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => snapshot.ExplainFeatures(new double[snapshot.Model.Features.Length], 0));
    }

    private static ScoringPipeline Fresh() => new(TrainedPipeline.Schema, TrainedPipeline.Features, Learning.Value);
}

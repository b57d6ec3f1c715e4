using Vigil.Engine.Scoring;

namespace Vigil.Engine.Tests.Scoring;

public sealed class ExplanationTests
{
    [Fact]
    public void Of_EveryDecision_AddsUpToRawScoreAndRisk()
    {
        var pipeline = new ScoringPipeline(TrainedPipeline.Schema, TrainedPipeline.Features, TrainedPipeline.Train());
        TrainedPipeline.Run(pipeline, batch =>
        {
            var explanation = batch.Explain(0);
            (explanation.Base + explanation.Contributions.Sum()).ShouldBe(batch.RawScores[0], 1e-6);
            (explanation.Base + explanation.ByDetector.Sum()).ShouldBe(batch.RawScores[0], 1e-6);
            (explanation.BasePoints + explanation.Points.Sum()).ShouldBe(batch.Risks[0], 1e-6);
        });
    }

    [Fact]
    public void Strongest_HighestRisks_GivesAtMostThreeReasonsWithPoints()
    {
        var pipeline = new ScoringPipeline(TrainedPipeline.Schema, TrainedPipeline.Features, TrainedPipeline.Train());
        var reasons = new Reasons(pipeline);
        int told = 0;
        TrainedPipeline.Run(pipeline, batch =>
        {
            if (batch.Risks[0] < Risk.High)
                return;
            told++;
            var strongest = reasons.Strongest(batch.Explain(0), batch, 0);
            strongest.Count.ShouldBeInRange(1, 3);
            strongest.Select(r => r.Points).ShouldBe(strongest.Select(r => r.Points).OrderDescending());
            strongest.ShouldAllBe(r => r.Points >= Reasons.LeastPoints && !r.Text.Contains("NaN") && r.Text.Length > 0);
        });
        told.ShouldBeGreaterThan(5);
    }
}

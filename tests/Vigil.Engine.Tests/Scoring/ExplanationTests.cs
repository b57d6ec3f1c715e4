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
    public void All_EveryDecision_GroupsAddUpAsTheirMembersDo()
    {
        var pipeline = new ScoringPipeline(TrainedPipeline.Schema, TrainedPipeline.Features, TrainedPipeline.Train());
        var reasons = new Reasons(pipeline);
        TrainedPipeline.Run(pipeline, batch =>
        {
            var explanation = batch.Explain(0);
            var all = reasons.All(explanation, batch, 0);
            (explanation.BasePoints + all.Sum(r => r.Points)).ShouldBe(batch.Risks[0], 1e-6);
            all.Select(r => r.Points).ShouldBe(all.Select(r => r.Points).OrderDescending());
            all.Select(r => r.Group).ShouldBeUnique();
            all.SelectMany(r => r.Members).Select(m => m.Feature).Order().ShouldBe(pipeline.Features.Select(f => f.Name).Order());
            foreach (var reason in all)
                reason.Members.Sum(m => m.Points).ShouldBe(reason.Points, 1e-9);
        });
    }

    [Fact]
    public void Strongest_AnyCount_IsTheBeginningOfAll()
    {
        var pipeline = new ScoringPipeline(TrainedPipeline.Schema, TrainedPipeline.Features, TrainedPipeline.Train());
        var reasons = new Reasons(pipeline);
        TrainedPipeline.Run(pipeline, batch =>
        {
            var explanation = batch.Explain(0);
            var all = reasons.All(explanation, batch, 0);
            var strongest = reasons.Strongest(explanation, batch, 0);
            strongest.ShouldBe(all.Take(3).Select((reason, i) => reason with { Members = strongest[i].Members }));
            strongest.ShouldAllBe(r => r.Text.Length > 0 && !r.Text.Contains("NaN") && r.Members.Count == 0);
        });
    }
}

using Vigil.Engine.Models;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Tests.Scoring;

public sealed class PolicyTests
{
    private static readonly Model Trained = TrainedPipeline.Train();

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void Resolve_Contamination_FlagsThatShareOfTheTrainingRows(double share)
    {
        int expected = (int)(share * TrainedPipeline.Count);

        Flagged(new PolicyOptions { Contamination = share }).ShouldBeInRange(expected - 1, expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public void Resolve_DailyAlerts_FlagsThatManyADay(int alerts) =>
        // The rows span twenty days.
        Flagged(new PolicyOptions { DailyAlerts = alerts }).ShouldBeInRange(20 * alerts - 1, 20 * alerts + 1);

    [Fact]
    public void Resolve_MoreAlertsThanTransactions_FlagsAll() =>
        Flagged(new PolicyOptions { DailyAlerts = 1_000_000 }).ShouldBe(TrainedPipeline.Count);

    [Fact]
    public void Resolve_FixedRisks_AreTaken() =>
        Policy.Resolve(new PolicyOptions { Review = 40, Block = 80 }, Trained).ShouldBe(new Policy(40, 80));

    [Fact]
    public void Resolve_ReviewAboveBlock_BlocksNothingBelowReview()
    {
        var policy = Policy.Resolve(new PolicyOptions { Contamination = 0.0005, Block = 50 }, Trained);

        policy.Block.ShouldBeGreaterThanOrEqualTo(policy.Review);
    }

    [Theory]
    [InlineData(59.999, Outcome.Approve)]
    [InlineData(60, Outcome.Review)]
    [InlineData(94.999, Outcome.Review)]
    [InlineData(95, Outcome.Block)]
    public void Decide_Risk_TakesEffectFromTheThresholdOn(double risk, Outcome outcome) =>
        new Policy(60, 95).Decide(risk).ShouldBe(outcome);

    private static int Flagged(PolicyOptions options)
    {
        int flagged = 0;
        var pipeline = new ScoringPipeline(TrainedPipeline.Schema, TrainedPipeline.Features, Trained, options);
        TrainedPipeline.Run(pipeline, batch => flagged += batch.Outcomes[0] == Outcome.Approve ? 0 : 1);
        return flagged;
    }
}

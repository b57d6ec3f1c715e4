using Vigil.Engine.Evaluation;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Evaluation;

/// <summary>A small world whose folds can be counted by hand: ten customers, each with one payment a day, and stated frauds.</summary>
public sealed class HandbookEvaluationTests
{
    private const int Customers = 10, Days = 21;
    private static readonly DateOnly Start = new(2018, 7, 25);

    private static readonly TransactionSchema Schema = new(
    [
        new Field("time", FieldType.Time, FieldRole.Time), new Field("customer", FieldType.Text, FieldRole.Entity),
        new Field("amount", FieldType.Number, FieldRole.Amount), new Field("fraud", FieldType.Number, FieldRole.Label),
    ]);

    [Fact]
    public void Run_FraudInTraining_CustomerIsLeftOutOfTheTest()
    {
        var fold = Evaluate((Day: 3, Customer: 1), (14, 0)).Folds.ShouldHaveSingleItem();

        fold.ShouldBe(new FoldSize(Start, Customers * 7, (Customers - 1) * 7, 1));
    }

    [Theory]
    [InlineData(6, 7)]
    [InlineData(7, 6)]
    [InlineData(9, 4)]
    [InlineData(12, 1)]
    [InlineData(13, 0)]
    public void Run_FraudWhileLabelsAreAwaited_CustomerIsLeftOutFromTheDayItsLabelHasArrived(int day, int daysLeftOut)
    {
        var fold = Evaluate((day, 1), (14, 0)).Folds.ShouldHaveSingleItem();

        fold.Tested.ShouldBe(Customers * 7 - daysLeftOut);
    }

    [Fact]
    public void Run_AmountsOfFraudsLarge_RanksThemFirst()
    {
        var result = Evaluate((14, 0), (16, 3), (20, 5));

        result.Scorers.Select(s => s.Name).ShouldBe(["ensemble", "isolation_forest", "statistical_layer"]);
        result.Scorers[0].Mean.RocAuc.ShouldBe(1);
        result.Scorers[0].Mean.AveragePrecision.ShouldBe(1);
        // Three compromised cards among 7 × 100 looked at.
        result.Scorers[0].Mean.CardPrecision.ShouldBe(3 / 700.0, 1e-12);
    }

    [Fact]
    public void Run_SecondFold_LiesSevenDaysEarlier()
    {
        var result = Evaluate(2, (14, 0), (7, 1), (16, 2));

        result.Folds.Select(f => f.Start).ShouldBe([Start, Start.AddDays(-7)]);
    }

    [Fact]
    public void Run_NoFraudToFind_SaysWhichFold() =>
        Should.Throw<InvalidDataException>(() => Evaluate()).Message.ShouldContain("2018-07-25");

    [Fact]
    public void StandardDeviation_TwoFolds_IsThatOfAPopulation()
    {
        var scorer = new ScorerQuality("x", [new Quality(0.5, 0.1, 0.2), new Quality(0.7, 0.1, 0.4)]);

        scorer.Mean.RocAuc.ShouldBe(0.6, 1e-12);
        scorer.StandardDeviation.RocAuc.ShouldBe(0.1, 1e-12);
        scorer.StandardDeviation.AveragePrecision.ShouldBe(0, 1e-12);
    }

    private static EvaluationResult Evaluate(params (int Day, int Customer)[] frauds) => Evaluate(1, frauds);

    // Days are counted from the first training day of the latest fold; further folds start before it.
    private static EvaluationResult Evaluate(int folds, params (int Day, int Customer)[] frauds)
    {
        var pipeline = new ScoringPipeline(Schema, new FeatureSet([FeatureSpec.Create(Aggregation.Value, field: "amount")], TimeSpan.Zero));
        var evaluation = new HandbookEvaluation(new HandbookProtocol(Start, folds), Schema, pipeline.Features);
        var batch = pipeline.NewBatch(1);
        for (int day = -7 * (folds - 1); day < Days; day++)
            for (int customer = 0; customer < Customers; customer++)
            {
                bool isFraud = frauds.Contains((day, customer));
                var transaction = batch.Next;
                transaction.Clear();
                var time = Start.AddDays(day).ToDateTime(new TimeOnly(customer, 0)) - DateTime.UnixEpoch;
                transaction.Time = time.Ticks / TimeSpan.TicksPerMicrosecond;
                transaction.SetText(0, [(byte)('a' + customer)]);
                transaction.Numbers[0] = isFraud ? 1000 + customer : 10 + (day + 7 * customer) % 13;
                transaction.Label = isFraud ? 1 : 0;
                pipeline.Accept(batch).ShouldBeTrue();
                evaluation.Offer(batch, 0);
                batch.Clear();
            }
        return evaluation.Run(new ModelOptions(), TestContext.Current.CancellationToken);
    }
}

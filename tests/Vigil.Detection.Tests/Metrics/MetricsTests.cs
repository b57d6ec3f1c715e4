using Vigil.Detection.Metrics;

namespace Vigil.Detection.Tests.Metrics;

/// <summary>Small cases worked out by hand.</summary>
public class MetricsTests
{
    // Ranks: positive, negative, positive, (positive and negative tied).
    private static readonly double[] Scores = [0.9, 0.8, 0.7, 0.4, 0.4];
    private static readonly bool[] Labels = [true, false, true, true, false];

    [Fact]
    public void RocAuc_SmallCase_CountsTiesHalf()
    {
        // Of six pairs, 0.9 wins both, 0.7 wins one, and 0.4 ties with 0.4.
        RocAuc.Compute(Scores, Labels).ShouldBe(3.5 / 6, 1e-15);
    }

    [Fact]
    public void AveragePrecision_SmallCase_SumsThreeSteps()
    {
        AveragePrecision.Compute(Scores, Labels).ShouldBe((1.0 + 2.0 / 3 + 3.0 / 5) / 3, 1e-15);
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 0.5)]
    [InlineData(3, 2.0 / 3)]
    [InlineData(4, 2.5 / 4)]
    [InlineData(5, 3.0 / 5)]
    [InlineData(6, 3.0 / 5)]
    public void PrecisionAtK_SmallCase_CountsTiesInProportion(int k, double expected)
    {
        PrecisionAtK.Compute(Scores, Labels, k).ShouldBe(expected, 1e-15);
    }

    [Fact]
    public void CardPrecisionAtK_CardFoundOnDayOne_IsLeftOutOnDayTwo()
    {
        // Day 1: cards 1 (fraud, 0.9) and 2 (0.8) are seen, 3 is not. Day 2: 1 is gone; 3 (fraud, 0.6) and 2 (0.5) are seen.
        double[] scores = [0.9, 0.1, 0.8, 0.7, 0.95, 0.6, 0.5, 0.4];
        bool[] labels = [false, true, false, true, true, true, false, false];
        long[] cards = [1, 1, 2, 3, 1, 3, 2, 4];
        int[] days = [1, 1, 1, 1, 2, 2, 2, 2];

        CardPrecisionAtK.Compute(scores, labels, cards, days, k: 2).ShouldBe((0.5 + 0.5) / 2);
        CardPrecisionAtK.Compute(scores, labels, cards, days, k: 1).ShouldBe((1.0 + 1.0) / 2);
        CardPrecisionAtK.Compute(scores, labels, cards, days, k: 100).ShouldBe((0.02 + 0.0) / 2);
    }

    [Fact]
    public void Compute_OneClassOnly_IsNotANumber()
    {
        RocAuc.Compute([1, 2], [true, true]).ShouldBe(double.NaN);
        AveragePrecision.Compute([1, 2], [false, false]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Compute_ScoreIsNotANumber_IsRefused()
    {
        Should.Throw<ArgumentException>(() => RocAuc.Compute([1, double.NaN], [true, false])).Message.ShouldContain("Score 1");
        Should.Throw<ArgumentException>(() => CardPrecisionAtK.Compute([double.NaN], [true], [1], [1], 1)).Message.ShouldContain("Score 0");
    }

    [Fact]
    public void Compute_ListsOfUnequalLength_AreRefused()
    {
        Should.Throw<ArgumentException>(() => AveragePrecision.Compute([1, 2], [true]));
        Should.Throw<ArgumentException>(() => CardPrecisionAtK.Compute([1], [true], [1], [1, 2], 1));
    }

    [Fact]
    public void Compute_KBelowOne_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PrecisionAtK.Compute([1], [true], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => CardPrecisionAtK.Compute([1], [true], [1], [1], 0));
    }
}

using Vigil.Detection.Ensembles;
using Vigil.Detection.Numerics;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Tests.Ensembles;

public sealed class LogOddsCurveTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(200)]
    [InlineData(20_000)]
    public void Fit_AnySample_RisesEverywhere(int count)
    {
        var curve = LogOddsCurve.Fit(Normal(count, seed: 3));

        for (double x = -20; x < 50; x += 1e-2)
            curve[x].ShouldBeGreaterThan(curve[x - 1e-2]);
    }

    [Fact]
    public void Fit_Sample_IsContinuousAtItsValues()
    {
        double[] sample = Normal(2000, seed: 4);
        var curve = LogOddsCurve.Fit(sample);

        foreach (double x in sample)
            (curve[Math.BitIncrement(x)] - curve[Math.BitDecrement(x)]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Fit_LargeSample_IsTheLogOddsOfItsRanks()
    {
        double[] sample = [.. Enumerable.Range(0, 10_001).Select(i => (double)i)];
        var curve = LogOddsCurve.Fit(sample);

        curve[5000].ShouldBe(0, 1e-6);
        curve[9000].ShouldBe(Math.Log(9), 0.01);
        curve[9900].ShouldBe(Math.Log(99), 0.01);
        curve[1000].ShouldBe(-Math.Log(9), 0.01);
    }

    [Fact]
    public void Fit_Ties_ShareTheirMiddleRank()
    {
        double[] sample = [.. Enumerable.Repeat(0.0, 800), .. Enumerable.Range(1, 200).Select(i => (double)i)];

        // 600 of 1,000 lie above the middle of the ties.
        LogOddsCurve.Fit(sample)[0].ShouldBe(Math.Log(0.4 / 0.6), 0.005);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.42)]
    [InlineData(-7)]
    public void Fit_ConstantSample_IsZeroThereAndModerateNearby(double level)
    {
        var curve = LogOddsCurve.Fit([.. Enumerable.Repeat(level, 100)]);

        curve[level].ShouldBe(0, 1e-9);
        curve[level + 0.1].ShouldBeInRange(0.01, 10);
        curve[level - 0.1].ShouldBeInRange(-10, -0.01);
    }

    [Fact]
    public void Fit_OneValue_Works() => LogOddsCurve.Fit([3])[3].ShouldBe(0, 1e-9);

    [Fact]
    public void Fit_NoValue_IsRefused() => Should.Throw<ArgumentException>(() => LogOddsCurve.Fit([]));

    [Fact]
    public void Fit_OutlierInASmallSample_StandsOut()
    {
        double[] sample = [.. Enumerable.Range(0, 30).Select(i => 0.4 + 0.001 * i), 0.9];
        var curve = LogOddsCurve.Fit(sample);

        (curve[0.9] - curve[0.43]).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Fit_ScoresThatDifferByRoundingOnly_AreOneScore()
    {
        var random = new SeededRandom(6);
        double[] sample = [.. Enumerable.Range(0, 5000).Select(_ => 0.5 + 1e-15 * random.NextInt(50))];

        LogOddsCurve.Fit(sample)[0.9].ShouldBeInRange(1, 100);
        LogOddsCurve.Fit(sample)[0.1].ShouldBeInRange(-100, -1);
    }

    [Fact]
    public void Read_WrittenCurve_GivesTheSameBits()
    {
        var curve = LogOddsCurve.Fit(Normal(3000, seed: 5));
        var writer = new ModelWriter();
        curve.Write(writer);
        var read = LogOddsCurve.Read(new ModelReader(writer.Written.ToArray()));

        for (double x = -9; x < 9; x += 0.013)
            read[x].ShouldBe(curve[x]);
    }

    private static double[] Normal(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }
}

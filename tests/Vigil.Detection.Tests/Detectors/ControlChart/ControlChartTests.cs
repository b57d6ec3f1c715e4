using Vigil.Detection.Detectors.ControlChart;
using Vigil.Detection.Numerics;
using Vigil.Detection.Tests.TestData;
using Chart = Vigil.Detection.Detectors.ControlChart.ControlChart;

namespace Vigil.Detection.Tests.Detectors.ControlChart;

public sealed class ControlChartTests
{
    [Fact]
    public void Update_NormalValues_KeepsLevelAndSpread()
    {
        var chart = new ControlChartOptions { Memory = 200 }.Fit(new(Rows.Normal(2000, 1), 1), 1);
        double[] state = new double[2];
        chart.Begin(state);
        FittedDetector.Traces(chart, Rows.Normal(20_000, 1, seed: 5), state);

        state[0].ShouldBe(0, 0.3);
        state[1].ShouldBe(1, 0.2);
    }

    [Fact]
    public void Update_LevelThatMoved_BecomesUsualWithinItsMemory()
    {
        var chart = new ControlChartOptions { Memory = 100 }.Fit(new(Rows.Normal(2000, 1), 1), 1);
        double[] moved = [.. Rows.Normal(600, 1, seed: 5).Select(value => value + 10)];
        double[] scores = new FittedDetector(chart).Scores(moved);

        scores[..5].Min().ShouldBeGreaterThan(3);
        scores[500..].Count(score => score > 0).ShouldBeLessThan(5);
    }

    [Fact]
    public void Update_SingleValueFarOut_HardlyMovesTheLevel()
    {
        var chart = new ControlChartOptions { Memory = 100 }.Fit(new(Rows.Normal(2000, 1), 1), 1);
        double[] near = new double[2], far = new double[2], trace = new double[1];
        chart.Begin(near);
        chart.Begin(far);
        chart.Update([2.5], near, trace);
        chart.Update([1e9], far, trace);

        far[0].ShouldBe(near[0], 1e-12);
        far[1].ShouldBe(near[1], 1e-12);
    }

    /// <summary>The robust smoothing of Gelper, Fried and Croux (2010), written down in its own terms.</summary>
    [Fact]
    public void Update_AnyValues_FollowsThePaper()
    {
        var chart = new ControlChartOptions { Memory = 19 }.Fit(new(Rows.Normal(500, 1), 1), 1);
        double[] state = new double[2], trace = new double[1];
        chart.Begin(state);
        double level = state[0], variance = state[1] * state[1], lambda = 0.1;
        var random = new SeededRandom(3);
        for (int t = 0; t < 500; t++)
        {
            double y = random.NextNormal() * (t % 7 == 0 ? 6 : 1), r = y - level, sigma = Math.Sqrt(variance), z = r / sigma;
            chart.Update([y], state, trace);

            trace[0].ShouldBe(z, 1e-9);
            double rho = Math.Abs(z) <= 2 ? 2.52 * (1 - Math.Pow(1 - Math.Pow(z / 2, 2), 3)) : 2.52;
            variance = lambda * rho * variance + (1 - lambda) * variance;
            double cleaned = Math.Sign(z) * Math.Min(Math.Abs(z), 2) * sigma + level;
            level = lambda * cleaned + (1 - lambda) * level;
            state[0].ShouldBe(level, 1e-9);
            state[1].ShouldBe(Math.Sqrt(variance), 1e-9);
        }
    }

    [Fact]
    public void Score_TailsAndFamilies_AreThoseOfTheColumns()
    {
        var training = new TrainingSet(Rows.Normal(2000, 4), 4)
        {
            Roles = [new(Tail.Upper, 0), new(Tail.Lower, 0), new(Tail.Both, 1), new(Tail.None, 2)],
        };
        var chart = new ControlChartOptions().Fit(training, 1);
        double[] parts = new double[4];
        Explain(chart, [8, 8, -8, 8], parts);
        parts[0].ShouldBe(2.5, 0.3);
        parts[1].ShouldBe(0);
        parts[2].ShouldBe(5, 0.6);
        parts[3].ShouldBe(0);
    }

    [Fact]
    public void Fit_KnownFraudsAndWeights_DoNotShiftTheBeginning()
    {
        double[] rows = [.. Rows.Normal(300, 1), .. Enumerable.Repeat(50.0, 200)];
        double[] isFraud = [.. Enumerable.Range(0, 500).Select(i => i < 300 ? double.NaN : 1)];
        double[] counts = [.. isFraud.Select(f => f == 1 ? 0.0 : 1)];
        double[] alone = Levels(new(rows.AsMemory(0, 300), 1));

        Levels(new(rows, 1) { Labels = isFraud }).ShouldBe(alone);
        Levels(new(rows, 1) { Weights = counts }).ShouldBe(alone);
        Levels(new(rows, 1)).ShouldNotBe(alone);
    }

    private static double[] Levels(TrainingSet training)
    {
        var chart = new ControlChartOptions().Fit(training, 1);
        return [.. chart.State.Levels, .. chart.State.Spreads];
    }

    private static void Explain(Chart chart, double[] row, double[] parts)
    {
        double[] state = new double[chart.StateCells], trace = new double[chart.TraceCells];
        chart.Begin(state);
        chart.Update(row, state, trace);
        chart.Explain(row, trace, parts);
    }
}

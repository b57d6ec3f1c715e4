using Vigil.Detection.Numerics;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Tests.Numerics;

public sealed class TailCurveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(200)]
    [InlineData(20_000)]
    public void Fit_AnySample_IsMonotoneContinuousAndFinite(int count)
    {
        var curve = TailCurve.Fit(Normal(count, seed: 3));

        double before = curve[-10];
        for (double x = -10; x < 50; x += 1e-3)
        {
            double here = curve[x];
            here.ShouldBeGreaterThanOrEqualTo(before);
            // No step is steeper than the sample's closest values allow; a jump would be of the size of a knot.
            (here - curve[x - 1e-10]).ShouldBeLessThan(1e-3);
            before = here;
        }
        double.IsFinite(curve[1e18]).ShouldBeTrue();
    }

    [Fact]
    public void Fit_LargeSample_IsTheEmpiricalTail()
    {
        double[] sample = [.. Enumerable.Range(0, 10_000).Select(i => (double)i)];
        var curve = TailCurve.Fit(sample);

        foreach (double share in new[] { 0.5, 0.1, 0.05, 0.01 })
            curve[10_000 * (1 - share)].ShouldBe(-Math.Log(share), 0.01);
    }

    [Fact]
    public void Fit_Ties_GivesTheShareOfAllOfThem()
    {
        double[] sample = [.. Enumerable.Repeat(0.0, 600), .. Enumerable.Repeat(1.0, 300), .. Enumerable.Repeat(2.0, 100)];
        var curve = TailCurve.Fit(sample);

        curve[0].ShouldBe(0);
        curve[1].ShouldBe(-Math.Log(0.4), 0.002);
        curve[2].ShouldBe(-Math.Log(0.1), 0.006);
    }

    [Fact]
    public void Fit_ConstantSample_AnythingAboveStandsOutAndNothingBelow()
    {
        var curve = TailCurve.Fit([5, 5, 5, 5, 5, 5, 5, 5]);

        curve[4].ShouldBe(0);
        curve[5].ShouldBe(0);
        curve[6].ShouldBeGreaterThan(curve[5.5]);
        curve[5000].ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Fit_OutlierInASmallSample_StandsOut()
    {
        double[] sample = [.. Enumerable.Range(0, 30).Select(i => 120 + (i * 37 % 80)), 8000.0];
        var curve = TailCurve.Fit(sample);

        (curve[8000] - curve[200]).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Fit_NothingKnown_IsNeverSurprised()
    {
        TailCurve.Fit([])[1e9].ShouldBe(0);
        TailCurve.Fit([double.NaN, double.NaN])[1e9].ShouldBe(0);
        TailCurve.Fit([1, 2, 3])[double.NaN].ShouldBe(0);
    }

    [Fact]
    public void Fit_MissingValues_AreLeftOut()
    {
        double[] sample = Normal(500, seed: 8);
        var curve = TailCurve.Fit([.. sample, .. Enumerable.Repeat(double.NaN, 300)]);

        curve[1.7].ShouldBe(TailCurve.Fit(sample)[1.7]);
    }

    [Fact]
    public void Read_WrittenCurve_GivesTheSameBits()
    {
        var curve = TailCurve.Fit(Normal(3000, seed: 5));
        var writer = new ModelWriter();
        curve.Write(writer);
        var read = TailCurve.Read(new ModelReader(writer.Written.ToArray()));

        for (double x = -4; x < 9; x += 0.013)
            read[x].ShouldBe(curve[x]);
    }

    private static double[] Normal(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }
}

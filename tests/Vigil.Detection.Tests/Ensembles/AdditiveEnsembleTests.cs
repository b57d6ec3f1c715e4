using Vigil.Detection.Detectors.ControlChart;
using Vigil.Detection.Detectors.IsolationForest;
using Vigil.Detection.Detectors.StatisticalLayer;
using Vigil.Detection.Ensembles;
using Vigil.Detection.Numerics;
using Vigil.Detection.Persistence;
using Vigil.Testing;

namespace Vigil.Detection.Tests.Ensembles;

public sealed class AdditiveEnsembleTests
{
    private const int Width = 5;
    private static readonly IDetectorOptions[] Known = [new IsolationForestOptions(), new StatisticalLayerOptions()];
    private static readonly (IDetectorOptions, double)[] Members = [(Known[0], 0.25), (Known[1], 0.75)];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(3000)]
    public void Explain_AnyRow_AddsUpToTheRawScore(int trained)
    {
        var ensemble = Fit(Table(trained, seed: 1));

        AddsUp(ensemble, Table(300, seed: 2));
    }

    [Fact]
    public void Explain_TrainedOnConstantRows_StillAddsUp()
    {
        double[] rows = [.. Enumerable.Repeat(4.0, 200 * Width)];

        AddsUp(Fit(rows), [.. rows[..Width], .. Table(50, seed: 2)]);
    }

    [Fact]
    public void Explain_TrainedOnFewDistinctRows_StillAddsUp()
    {
        var random = new SeededRandom(3);
        double[] rows = [.. Enumerable.Range(0, 500 * Width).Select(_ => (double)random.NextInt(2))];

        AddsUp(Fit(rows), [.. rows[..(100 * Width)], .. Table(50, seed: 2)]);
    }

    [Fact]
    public void Score_BatchesOfAnySize_GiveTheSameBits()
    {
        var ensemble = Fit(Table(2000, seed: 1));
        double[] rows = Table(1000, seed: 2), whole = Score(ensemble, rows);

        foreach (int size in new[] { 1, 7, 255, 256, 257 })
            for (int start = 0; start < whole.Length; start += size)
            {
                int count = Math.Min(size, whole.Length - start);
                Score(ensemble, rows.AsSpan(start * Width, count * Width)).ShouldBe(whole[start..(start + count)]);
            }
    }

    [Fact]
    public void Score_TrainingRows_ExceedZeroAtTheShareExpectedBeforehand()
    {
        double[] rows = Table(10_000, seed: 1);

        Score(Fit(rows), rows).Count(s => s > 0).ShouldBeInRange(90, 110);
    }

    [Fact]
    public void Score_RowFarOut_IsAboveEveryTrainingRow()
    {
        double[] rows = Table(2000, seed: 1);
        var ensemble = Fit(rows);

        Score(ensemble, [50, 50, 50, 50, 50])[0].ShouldBeGreaterThan(Score(ensemble, rows).Max());
    }

    [Fact]
    public void Score_WarmedUp_AllocatesNothing()
    {
        var ensemble = Fit(Table(2000, seed: 1));
        double[] rows = Table(600, seed: 2), scores = new double[600];

        Allocations.Of(() => ensemble.Score(rows, [], scores)).ShouldBe(0);
    }

    [Fact]
    public void Read_WrittenEnsemble_GivesTheSameBits()
    {
        var ensemble = Fit(Table(2000, seed: 1));
        var writer = new ModelWriter();
        ensemble.Write(writer);
        var read = AdditiveEnsemble.Read(new ModelReader(writer.Written.ToArray()), Known);

        double[] rows = Table(200, seed: 2);
        Score(read, rows).ShouldBe(Score(ensemble, rows));
        read.Baseline.ShouldBe(ensemble.Baseline);
    }

    [Fact]
    public void Read_UnknownDetector_SaysWhich()
    {
        var writer = new ModelWriter();
        Fit(Table(100, seed: 1)).Write(writer);
        var reader = new ModelReader(writer.Written.ToArray());

        Should.Throw<InvalidDataException>(() => AdditiveEnsemble.Read(reader, [new StatisticalLayerOptions()]))
            .Message.ShouldContain("isolation_forest");
    }

    [Fact]
    public void Fit_WeightZero_LeavesTheDetectorOut()
    {
        var ensemble = AdditiveEnsemble.Fit(new(Table(100, seed: 1), Width), [(Known[0], 0), (Known[1], 1)], 0.01, 42);

        ensemble.Members.ShouldHaveSingleItem().Detector.Name.ShouldBe("statistical_layer");
        Should.Throw<ArgumentException>(() => AdditiveEnsemble.Fit(new(Table(100, seed: 1), Width), [(Known[0], 0)], 0.01, 42));
    }

    [Fact]
    public void Score_StreamingMember_AddsUpAndSeesEveryRowByTheRowsBefore()
    {
        double[] rows = Table(600, seed: 1), contributions = new double[3 * Width], scores = new double[600];
        var training = new TrainingSet(rows, Width);
        var ensemble = AdditiveEnsemble.Fit(training, [.. Members, (new ControlChartOptions { Memory = 50 }, 0.5)], 0.01, 42);
        double[] traces = ensemble.Trace(training);
        ensemble.Score(rows, traces, scores);

        ensemble.TraceCells.ShouldBe(Width);
        for (int i = 0; i < scores.Length; i++)
        {
            ensemble.Explain(rows.AsSpan(i * Width, Width), traces.AsSpan(i * Width, Width), contributions);
            (ensemble.Baseline + contributions.Sum()).ShouldBe(scores[i], 1e-9 * Math.Max(1, Math.Abs(scores[i])));
        }
        double[] one = new double[1];
        ensemble.Score(rows.AsSpan(400 * Width, Width), traces.AsSpan(400 * Width, Width), one);
        one[0].ShouldBe(scores[400]);
    }

    [Fact]
    public void Trace_RowsOutOfOrder_FollowsTheirTimes()
    {
        double[] rows = Table(100, seed: 1), reversed = [.. rows.Chunk(Width).Reverse().SelectMany(row => row)];
        var options = new ControlChartOptions { Memory = 20 };
        var inOrder = new TrainingSet(rows, Width);
        var mixed = new TrainingSet(reversed, Width) { Times = Enumerable.Range(0, 100).Select(i => 99L - i).ToArray() };
        var ensemble = AdditiveEnsemble.Fit(inOrder, [(options, 1)], 0.01, 42);

        ensemble.Trace(mixed).Chunk(Width).Reverse().SelectMany(trace => trace).ShouldBe(ensemble.Trace(inOrder));
    }

    private static void AddsUp(AdditiveEnsemble ensemble, double[] rows)
    {
        double[] scores = Score(ensemble, rows), contributions = new double[ensemble.Members.Length * Width];
        for (int i = 0; i < scores.Length; i++)
        {
            ensemble.Explain(rows.AsSpan(i * Width, Width), [], contributions);
            double.IsFinite(scores[i]).ShouldBeTrue();
            (ensemble.Baseline + contributions.Sum()).ShouldBe(scores[i], 1e-9 * Math.Max(1, Math.Abs(scores[i])));
        }
    }

    private static AdditiveEnsemble Fit(double[] rows) =>
        AdditiveEnsemble.Fit(new(rows, Width), Members, 0.01, 42);

    private static double[] Score(AdditiveEnsemble ensemble, ReadOnlySpan<double> rows)
    {
        double[] scores = new double[rows.Length / Width];
        ensemble.Score(rows, [], scores);
        return scores;
    }

    // Normal values; a tenth of them missing, a hundredth far out.
    private static double[] Table(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        double Value() => random.NextNormal() * (random.NextInt(100) == 0 ? 30 : 1);
        return [.. Enumerable.Range(0, count * Width).Select(_ => random.NextInt(10) == 0 ? double.NaN : Value())];
    }
}

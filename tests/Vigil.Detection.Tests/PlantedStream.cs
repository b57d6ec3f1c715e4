using Vigil.Detection.Persistence;

namespace Vigil.Detection.Tests;

/// <summary>A correct little streaming detector (distance from the running mean, summed over the columns) with one fault planted.</summary>
internal sealed class PlantedStream(PlantedFault fault, double[] means, bool isRestarted = false) : IStreamingDetector
{
    private readonly double[] _shared = [.. means];
    private double[] _newest = [];

    public string Name => "planted";

    public int Dimensions => means.Length;

    public int StateCells => means.Length;

    public int StateVersion => 1;

    public int TraceCells => means.Length;

    public double Baseline => 0;

    public void Begin(Span<double> state)
    {
        Expect(state.Length == StateCells);
        means.CopyTo(state);
    }

    public void Update(ReadOnlySpan<double> row, Span<double> state, Span<double> trace)
    {
        Expect(row.Length == Dimensions && state.Length == StateCells && trace.Length == TraceCells);
        if (fault == PlantedFault.UpdatingAllocates)
            GC.KeepAlive(new object());
        var mine = fault == PlantedFault.SharesItsState ? _shared : state;
        for (int i = 0; i < Dimensions; i++)
        {
            trace[i] = isRestarted && fault == PlantedFault.ForgetsAfterRestart ? means[i] : mine[i];
            if (!double.IsNaN(row[i]) && fault != PlantedFault.LearnsNothing)
                mine[i] += 0.1 * (row[i] - mine[i]);
        }
        if (fault == PlantedFault.ScoresByTheNewestState)
            _newest = trace.ToArray();
    }

    public double Score(ReadOnlySpan<double> row, ReadOnlySpan<double> trace)
    {
        Expect(trace.Length == TraceCells);
        double score = 0;
        for (int i = 0; i < row.Length; i++)
            score += Part(row[i], fault == PlantedFault.ScoresByTheNewestState ? _newest[i] : trace[i]);
        return score;
    }

    public void Explain(ReadOnlySpan<double> row, ReadOnlySpan<double> trace, Span<double> contributions)
    {
        Expect(trace.Length == TraceCells && contributions.Length == Dimensions);
        for (int i = 0; i < row.Length; i++)
            contributions[i] = Part(row[i], trace[i]);
    }

    public void Write(ModelWriter writer) => writer.WriteArray<double>(means);

    private static double Part(double value, double mean) => double.IsNaN(value) ? 0 : Math.Abs(value - mean);

    private void Expect(bool isRight)
    {
        if (!isRight && fault != PlantedFault.UpdatingTakesAnyLength)
            throw new ArgumentException("wrong length");
    }
}

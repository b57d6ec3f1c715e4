namespace Vigil.Detection.Tests;

/// <summary>A fitted detector of either kind, with the arrays of a test.</summary>
internal sealed class FittedDetector(IDetector detector)
{
    /// <summary>The detector.</summary>
    public IDetector Detector => detector;

    /// <summary>Where explanations begin.</summary>
    public double Baseline => (detector as IStreamingDetector)?.Baseline ?? ((IExplainer)detector).Baseline;

    /// <summary>The score of each row; a streaming detector passes through them from its beginning.</summary>
    public double[] Scores(double[] rows)
    {
        double[] scores = new double[rows.Length / detector.Dimensions];
        if (detector is not IStreamingDetector streaming)
            ((IRowDetector)detector).Score(rows, scores);
        else
            foreach (var (row, trace) in Traces(streaming, rows).Index())
                scores[row] = streaming.Score(Row(rows, row), trace);
        return scores;
    }

    /// <summary>The contributions of each row, row by row.</summary>
    public double[] Explanations(double[] rows)
    {
        double[] contributions = new double[rows.Length];
        var traces = detector is IStreamingDetector s ? Traces(s, rows) : null;
        for (int row = 0; row < rows.Length / detector.Dimensions; row++)
        {
            var target = contributions.AsSpan(row * detector.Dimensions, detector.Dimensions);
            if (detector is IStreamingDetector streaming)
                streaming.Explain(Row(rows, row), traces![row], target);
            else
                ((IExplainer)detector).Explain(Row(rows, row), target);
        }
        return contributions;
    }

    /// <summary>The trace of each row, from a detector's beginning or from a state.</summary>
    public static List<double[]> Traces(IStreamingDetector detector, double[] rows, double[]? state = null)
    {
        if (state is null)
            detector.Begin(state = new double[detector.StateCells]);
        var traces = new List<double[]>();
        foreach (double[] row in rows.Chunk(detector.Dimensions))
        {
            traces.Add(new double[detector.TraceCells]);
            detector.Update(row, state, traces[^1]);
        }
        return traces;
    }

    private double[] Row(double[] rows, int index) => rows[(index * detector.Dimensions)..((index + 1) * detector.Dimensions)];
}

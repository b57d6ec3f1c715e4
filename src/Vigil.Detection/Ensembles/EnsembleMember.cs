namespace Vigil.Detection.Ensembles;

/// <summary>A fitted detector that explains itself, its calibration and its weight in the ensemble.</summary>
public sealed class EnsembleMember
{
    private readonly IExplainer? _explainer;

    /// <summary>A member.</summary>
    /// <param name="detector">A streaming detector, or a row detector that is an explainer as well.</param>
    /// <param name="calibration">From its score to log-odds.</param>
    /// <param name="weight">Its weight, above 0.</param>
    /// <param name="traceStart">Where its cells begin in the trace of the ensemble.</param>
    /// <exception cref="ArgumentException">It does not explain itself: contributions could not add up.</exception>
    internal EnsembleMember(IDetector detector, LogOddsCurve calibration, double weight, int traceStart)
    {
        (Detector, Calibration, Weight, TraceStart) = (detector, calibration, weight, traceStart);
        Streaming = detector as IStreamingDetector;
        _explainer = detector as IExplainer;
        Baseline = Streaming?.Baseline ?? _explainer?.Baseline
            ?? throw new ArgumentException($"The detector '{detector.Name}' does not explain its scores.", nameof(detector));
    }

    /// <summary>The detector.</summary>
    public IDetector Detector { get; }

    /// <summary>The same, where it learns from every row.</summary>
    public IStreamingDetector? Streaming { get; }

    /// <summary>From its score to log-odds.</summary>
    public LogOddsCurve Calibration { get; }

    /// <summary>Its weight.</summary>
    public double Weight { get; }

    /// <summary>The score that its explanation starts from.</summary>
    public double Baseline { get; }

    /// <summary>Where its cells begin in the trace of the ensemble.</summary>
    public int TraceStart { get; }

    /// <summary>Cells that it has there.</summary>
    public int TraceCells => Streaming?.TraceCells ?? 0;

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Row-major.</param>
    /// <param name="traces">The ensemble's traces of these rows, row-major; empty without streaming detectors.</param>
    /// <param name="scores">Receives one score per row.</param>
    public void Score(ReadOnlySpan<double> rows, ReadOnlySpan<double> traces, Span<double> scores)
    {
        if (Streaming is null)
        {
            ((IRowDetector)Detector).Score(rows, scores);
            return;
        }
        int width = Detector.Dimensions, count = rows.Length / width, cells = traces.Length / Math.Max(1, count);
        for (int row = 0; row < count; row++)
            scores[row] = Streaming.Score(rows.Slice(row * width, width), Own(traces.Slice(row * cells, cells)));
    }

    /// <summary>Splits one row's score.</summary>
    /// <param name="row">The row.</param>
    /// <param name="trace">The ensemble's trace of it.</param>
    /// <param name="contributions">Receives one contribution per value.</param>
    internal void Explain(ReadOnlySpan<double> row, ReadOnlySpan<double> trace, Span<double> contributions)
    {
        if (Streaming is null)
            _explainer!.Explain(row, contributions);
        else
            Streaming.Explain(row, Own(trace), contributions);
    }

    private ReadOnlySpan<double> Own(ReadOnlySpan<double> trace) => trace.Slice(TraceStart, TraceCells);
}

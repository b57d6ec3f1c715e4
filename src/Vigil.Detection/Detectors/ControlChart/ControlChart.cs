using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.ControlChart;

/// <summary>
/// A moving control chart: keeps the level and the spread that each column has of late, and adds up how far beyond the control limit a
/// value is from its column's level. What changes slowly (prices, seasons, more customers) becomes usual by itself, without training.
/// </summary>
/// <remarks>
/// Score in standard deviations beyond the limit, 0 for a row within all limits, without upper bound; missing values contribute and
/// change nothing. Additive, so its explanation is exact and free. Level and spread are exponentially weighted, and a value beyond two
/// standard deviations moves them as if it were two away: a burst does not make itself usual at once. Blind to values that are unusual
/// only in combination, and to what creeps in more slowly than its memory is long. Update and scoring O(columns); two cells of state a
/// column. Instances are immutable. Source: Roberts, "Control chart tests based on geometric moving averages", Technometrics 1959;
/// Gelper, Fried, Croux, "Robust forecasting with exponential and Holt–Winters smoothing", Journal of Forecasting 2010 (k = 2, without
/// trend).
/// </remarks>
public sealed class ControlChart : IStreamingDetector
{
    internal const string DetectorName = "control_chart";

    // Beyond so many standard deviations a value counts as so many; with it, the mean of the bounded square is 1 for normal values.
    private const double Bound = 2, BoundedSquare = 2.52;

    // Keeps scores finite.
    private const double Farthest = 1e12;

    // Of the spread in training: a column that stands still for a time is no yardstick for the first value that moves.
    private const double LeastSpread = 0.1;

    private readonly double _step;

    /// <summary>A chart that begins with given levels and spreads.</summary>
    public ControlChart(ControlChartState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        State = state;
        // The weight of the newest value in an average whose centre of mass is half of the memory back.
        _step = 2.0 / (state.Memory + 1);
    }

    /// <summary>Levels and spreads in training.</summary>
    public ControlChartState State { get; }

    /// <inheritdoc/>
    public string Name => DetectorName;

    /// <inheritdoc/>
    public int Dimensions => State.Levels.Length;

    /// <summary>Level and spread of every column.</summary>
    public int StateCells => 2 * Dimensions;

    /// <inheritdoc/>
    public int StateVersion => 1;

    /// <summary>How far each value is from its column's level, in standard deviations.</summary>
    public int TraceCells => Dimensions;

    /// <summary>0: within all limits.</summary>
    public double Baseline => 0;

    /// <inheritdoc/>
    public void Begin(Span<double> state)
    {
        DetectorArguments.Cells(state.Length, StateCells, nameof(state));
        State.Levels.CopyTo(state);
        State.Spreads.CopyTo(state[Dimensions..]);
    }

    /// <inheritdoc/>
    public void Update(ReadOnlySpan<double> row, Span<double> state, Span<double> trace)
    {
        DetectorArguments.ExplainedRow(row, Dimensions, trace);
        DetectorArguments.Cells(state.Length, StateCells, nameof(state));
        for (int i = 0; i < row.Length; i++)
        {
            ref double level = ref state[i], spread = ref state[Dimensions + i];
            double deviation = trace[i] = Math.Clamp((row[i] - level) / spread, -Farthest, Farthest);
            if (double.IsNaN(deviation))
                continue;
            level += _step * Math.Clamp(deviation, -Bound, Bound) * spread;
            spread *= Math.Sqrt(_step * Square(deviation) + (1 - _step));
            spread = Math.Max(spread, LeastSpread * State.Spreads[i]);
        }
    }

    /// <inheritdoc/>
    public double Score(ReadOnlySpan<double> row, ReadOnlySpan<double> trace)
    {
        DetectorArguments.ExplainedRow(row, Dimensions, trace);
        double sum = 0;
        for (int i = 0; i < trace.Length; i++)
            sum += Contribution(i, trace[i]);
        return sum;
    }

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<double> row, ReadOnlySpan<double> trace, Span<double> contributions)
    {
        DetectorArguments.ExplainedRow(row, Dimensions, contributions);
        DetectorArguments.Cells(trace.Length, TraceCells, nameof(trace));
        for (int i = 0; i < trace.Length; i++)
            contributions[i] = Contribution(i, trace[i]);
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer) => State.Write(writer);

    private double Contribution(int column, double deviation)
    {
        double suspicious = State.Tails[column] switch
        {
            Tail.Upper => deviation,
            Tail.Lower => -deviation,
            Tail.Both => Math.Abs(deviation),
            _ => 0,
        };
        return suspicious > State.Limit ? (suspicious - State.Limit) * State.Weights[column] : 0;
    }

    // Tukey's biweight.
    private static double Square(double deviation)
    {
        double share = deviation / Bound, rest = 1 - share * share;
        return Math.Abs(share) >= 1 ? BoundedSquare : BoundedSquare * (1 - rest * rest * rest);
    }
}

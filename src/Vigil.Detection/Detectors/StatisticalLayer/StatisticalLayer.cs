using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.StatisticalLayer;

/// <summary>
/// Adds up how deep each value lies in the tail of its column: Σ over families of the mean of max(0, −ln P(X ≥ x) − threshold). The
/// columns bring the comparisons with them (robust deviations from own history and peer group, rarity, frequency).
/// </summary>
/// <remarks>
/// Score in nats, 0 for a row without an unusual value, without upper bound; missing values contribute nothing. Additive, so its
/// explanation is exact and free. Blind to values that are unusual only in combination: the forest's part. Fitting O(rows · columns · log
/// rows), scoring O(columns · log knots). Instances are immutable. Related: Li et al., "ECOD", TKDE 2022, which sums all tails of all
/// columns.
/// </remarks>
public sealed class StatisticalLayer : IRowDetector, IExplainer
{
    internal const string DetectorName = "statistical_layer";

    /// <summary>A layer of given tails.</summary>
    public StatisticalLayer(StatisticalLayerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        State = state;
    }

    /// <summary>The tails.</summary>
    public StatisticalLayerState State { get; }

    /// <inheritdoc/>
    public string Name => DetectorName;

    /// <inheritdoc/>
    public int Dimensions => State.Weights.Length;

    /// <summary>0: nothing unusual.</summary>
    public double Baseline => 0;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> rows, Span<double> scores)
    {
        int count = DetectorArguments.ScoredRows(rows, Dimensions, scores);
        for (int row = 0; row < count; row++)
        {
            var values = rows.Slice(row * Dimensions, Dimensions);
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
                sum += Contribution(i, values[i]);
            scores[row] = sum;
        }
    }

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        DetectorArguments.ExplainedRow(row, Dimensions, contributions);
        for (int i = 0; i < row.Length; i++)
            contributions[i] = Contribution(i, row[i]);
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer) => State.Write(writer);

    private double Contribution(int column, double value)
    {
        double surprise = Math.Max(State.Upper[column]?[value] ?? 0, State.Lower[column]?[-value] ?? 0);
        return Math.Max(0, surprise - State.Threshold) * State.Weights[column];
    }
}

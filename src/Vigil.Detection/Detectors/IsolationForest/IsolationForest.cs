using Vigil.Detection.Explain;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.IsolationForest;

/// <summary>
/// Isolation forest: isolates rows by random cuts along one feature at a time; rows that stand alone after few cuts are anomalous.
/// </summary>
/// <remarks>
/// Score in (0, 1], higher is more anomalous; about 0.5 for a row like all others. Changing the unit of a feature changes nothing.
/// Weak where anomalies form a dense cluster, or hide among many irrelevant features. Training O(trees · sample · log sample) beside one
/// pass over the rows that looks for infinities; scoring O(trees · log sample), explaining O(trees · sample). A missing value follows the
/// child that more training rows went to. Source: Liu, Ting, Zhou, "Isolation Forest", ICDM 2008, equations 1 and 2; checked against
/// scikit-learn 1.2.1.
/// </remarks>
public sealed class IsolationForest : IRowDetector, IExplainer
{
    internal const string DetectorName = "isolation_forest";

    private readonly IsolationForestPaths _paths;
    private readonly TreeShap _shap;
    // Score = 2^(−depth · _rate); 0 for a forest of single rows, whose depth is always 0.
    private readonly double _rate;

    /// <summary>A forest of given trees.</summary>
    /// <exception cref="InvalidDataException">The state's arrays are not trees.</exception>
    public IsolationForest(IsolationForestState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Check();
        State = state;
        _paths = new IsolationForestPaths(state);
        _shap = new TreeShap(state.ToFlatTrees(), state.Dimensions);
        _rate = state.SampleSize > 1 ? 1 / AveragePath.Length(state.SampleSize) : 0;
        Baseline = ScoreOf(ExpectedDepth);
    }

    /// <summary>The trees.</summary>
    public IsolationForestState State { get; }

    /// <inheritdoc/>
    public string Name => DetectorName;

    /// <inheritdoc/>
    public int Dimensions => State.Dimensions;

    /// <summary>The score at <see cref="ExpectedDepth"/>.</summary>
    public double Baseline { get; }

    /// <summary>The mean depth at which the training sample was isolated: what <see cref="ExplainDepth"/> starts from.</summary>
    public double ExpectedDepth => _shap.Expected / State.Roots.Length;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> rows, Span<double> scores)
    {
        int count = DetectorArguments.ScoredRows(rows, Dimensions, scores);
        scores = scores[..count];
        _paths.MeanDepths(rows, scores);
        for (int i = 0; i < count; i++)
            scores[i] = ScoreOf(scores[i]);
    }

    /// <summary>
    /// Splits one row's score by exact TreeSHAP on its depth, scaled in proportion to the change of the whole from depth to score.
    /// </summary>
    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        ExplainDepth(row, contributions);
        double change = 0;
        foreach (double contribution in contributions)
            change += contribution;

        double exponent = -change * _rate * Math.Log(2);
        // (eˣ − 1)/x; near 0 by its series, where the subtraction would lose its digits.
        double slope = Math.Abs(exponent) < 1e-4 ? 1 + exponent / 2 + exponent * exponent / 6 : (Math.Exp(exponent) - 1) / exponent;
        double scale = -Baseline * _rate * Math.Log(2) * slope;
        for (int i = 0; i < contributions.Length; i++)
            contributions[i] *= scale;
    }

    /// <summary>Splits one row's mean depth: <see cref="ExpectedDepth"/> + Σ <paramref name="contributions"/> = mean depth.</summary>
    /// <param name="row">One row of <see cref="Dimensions"/> values.</param>
    /// <param name="contributions">Receives one contribution per value, in cuts; <b>negative</b> means isolated earlier, more
    /// anomalous.</param>
    /// <exception cref="ArgumentException">A span's length is not <see cref="Dimensions"/>.</exception>
    public void ExplainDepth(ReadOnlySpan<double> row, Span<double> contributions)
    {
        DetectorArguments.ExplainedRow(row, Dimensions, contributions);
        _shap.Explain(row, contributions);
        foreach (ref double contribution in contributions)
            contribution /= State.Roots.Length;
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer) => State.Write(writer);

    private double ScoreOf(double depth) => _rate == 0 ? 0.5 : Math.Pow(2, -depth * _rate);
}

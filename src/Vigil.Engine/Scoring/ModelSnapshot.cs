using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Models;

namespace Vigil.Engine.Scoring;

/// <summary>
/// What scores and decides: a model and the policy resolved against it. Immutable and shared by any number of threads; promoting a model
/// exchanges the whole snapshot, so that every decision is of exactly one.
/// </summary>
/// <param name="Model">The model.</param>
/// <param name="Policy">The policy.</param>
public sealed record ModelSnapshot(Model Model, Policy Policy)
{
    private ImmutableArray<int> Columns { get; init; } = [];

    /// <summary>By column of the stream the median in training, before preparation; NaN where there was none or nobody reads it.</summary>
    public required IReadOnlyList<double> Typical { get; init; }

    /// <summary>A snapshot with options resolved against the model, for a stream that has at least the features that it reads.</summary>
    /// <exception cref="InvalidDataException">The stream lacks one of them.</exception>
    public static ModelSnapshot Of(Model model, PolicyOptions policy, IReadOnlyList<FeatureSpec> features)
    {
        var columns = ModelColumns.Of(model, features);
        return new(model, Policy.Resolve(policy, model))
        {
            Columns = columns,
            Typical = columns.IsEmpty ? model.Typical : ModelColumns.Spread(columns, [.. model.Typical], features.Count, double.NaN),
        };
    }

    /// <summary>Takes the rows of a batch as the model reads them, and prepares them.</summary>
    internal ReadOnlySpan<double> Prepare(MicroBatch batch)
    {
        var prepared = batch.Prepared.AsSpan(0, batch.Count * Model.Features.Length);
        // With streaming detectors, the sequencer has prepared the rows for them.
        if (!ExplainsFeatures)
            return prepared;
        ModelColumns.Take(Columns, batch.Features, batch.Width, prepared);
        Model.Preprocessor.Apply(prepared);
        return prepared;
    }

    /// <summary>Takes one row of a batch as the model reads it, and prepares it.</summary>
    internal ReadOnlySpan<double> Prepare(MicroBatch batch, int row)
    {
        var prepared = batch.Prepared.AsSpan(row * Model.Features.Length, Model.Features.Length);
        ModelColumns.Take(Columns, batch.FeaturesOf(row), batch.Width, prepared);
        Model.Preprocessor.Apply(prepared);
        return prepared;
    }

    /// <summary>Explains one scored transaction of a batch.</summary>
    public Explanation Explain(MicroBatch batch, int row)
    {
        int width = Model.Features.Length;
        return Explain(batch.Prepared.AsSpan(row * width, width), batch.TraceOf(row), batch.RawScores[row], batch.Width);
    }

    /// <summary>
    /// Whether a feature row alone is enough to explain its score; with streaming detectors the contributions have to be stored.
    /// </summary>
    public bool ExplainsFeatures => Model.Ensemble.TraceCells == 0;

    /// <summary>Explains a feature row as it was before preparation; the same bits as when it was scored.</summary>
    /// <exception cref="InvalidOperationException"><see cref="ExplainsFeatures"/> is false.</exception>
    public Explanation ExplainFeatures(ReadOnlySpan<double> features, double rawScore)
    {
        if (!ExplainsFeatures)
            throw new InvalidOperationException("The model has streaming detectors: a feature row does not say what they knew.");
        double[] prepared = new double[Model.Features.Length];
        ModelColumns.Take(Columns, features, features.Length, prepared);
        Model.Preprocessor.Apply(prepared);
        return Explain(prepared, [], rawScore, features.Length);
    }

    /// <summary>Makes an explanation out of contributions that were stored; without those by detector.</summary>
    public Explanation Complete(double[] contributions, double rawScore)
    {
        double baseline = Model.Ensemble.Baseline, basePoints = Risk.Of(baseline), change = rawScore - baseline;
        // Where nothing moved the score, a point is worth the slope of the risk curve there.
        double pointsPerUnit = Math.Abs(change) > 1e-9
            ? (Risk.Of(rawScore) - basePoints) / change : basePoints * (1 - basePoints / 100);
        return new Explanation(baseline, contributions, [], basePoints, [.. contributions.Select(c => c * pointsPerUnit)]);
    }

    private Explanation Explain(ReadOnlySpan<double> prepared, ReadOnlySpan<double> trace, double rawScore, int columns)
    {
        var ensemble = Model.Ensemble;
        int width = prepared.Length;
        var byDetector = new double[ensemble.Members.Length * width];
        ensemble.Explain(prepared, trace, byDetector);
        var contributions = new double[width];
        for (int i = 0; i < byDetector.Length; i++)
            contributions[i % width] += byDetector[i];

        // What the model does not read has moved nothing.
        return Complete(ModelColumns.Spread(Columns, contributions, columns, 0), rawScore) with
        {
            ByDetector = ModelColumns.Spread(Columns, byDetector, columns, 0),
        };
    }
}

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
    /// <summary>A snapshot with options resolved against the model.</summary>
    public static ModelSnapshot Of(Model model, PolicyOptions policy) => new(model, Policy.Resolve(policy, model));

    /// <summary>Explains one scored transaction of a batch.</summary>
    public Explanation Explain(MicroBatch batch, int row) =>
        Explain(batch.Prepared.AsSpan(row * batch.Width, batch.Width), batch.RawScores[row]);

    /// <summary>Explains a feature row as it was before preparation; the same bits as when it was scored.</summary>
    public Explanation ExplainFeatures(ReadOnlySpan<double> features, double rawScore)
    {
        double[] prepared = features.ToArray();
        Model.Preprocessor.Apply(prepared);
        return Explain(prepared, rawScore);
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

    private Explanation Explain(ReadOnlySpan<double> prepared, double rawScore)
    {
        var ensemble = Model.Ensemble;
        int width = prepared.Length;
        var byDetector = new double[ensemble.Members.Length * width];
        ensemble.Explain(prepared, byDetector);
        var contributions = new double[width];
        for (int i = 0; i < byDetector.Length; i++)
            contributions[i % width] += byDetector[i];

        return Complete(contributions, rawScore) with { ByDetector = byDetector };
    }
}

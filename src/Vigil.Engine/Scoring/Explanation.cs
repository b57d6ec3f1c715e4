namespace Vigil.Engine.Scoring;

/// <summary>
/// Why a transaction got its score. <see cref="Base"/> + Σ <see cref="Contributions"/> = raw score and <see cref="BasePoints"/> + Σ
/// <see cref="Points"/> = risk, each within 1e-6.
/// </summary>
/// <param name="Base">The raw score of a transaction that nothing is known of, in log-odds.</param>
/// <param name="Contributions">Per feature, in log-odds, all detectors together; positive raises the score.</param>
/// <param name="ByDetector">The same by detector: member by member of the ensemble, then by feature.</param>
/// <param name="BasePoints">The risk of <paramref name="Base"/>.</param>
/// <param name="Points">Per feature, in points of risk.</param>
public sealed record Explanation(double Base, double[] Contributions, double[] ByDetector, double BasePoints, double[] Points)
{
    internal static Explanation Of(ScoringPipeline pipeline, MicroBatch batch, int row)
    {
        var ensemble = pipeline.Model!.Ensemble;
        int width = batch.Width;
        var byDetector = new double[ensemble.Members.Length * width];
        ensemble.Explain(batch.Prepared.AsSpan(row * width, width), byDetector);
        var contributions = new double[width];
        for (int i = 0; i < byDetector.Length; i++)
            contributions[i % width] += byDetector[i];

        double basePoints = Risk.Of(ensemble.Baseline), change = batch.RawScores[row] - ensemble.Baseline;
        // Where nothing moved the score, a point is worth the slope of the risk curve there.
        double pointsPerUnit = Math.Abs(change) > 1e-9 ? (batch.Risks[row] - basePoints) / change : basePoints * (1 - basePoints / 100);
        return new Explanation(ensemble.Baseline, contributions, byDetector, basePoints, [.. contributions.Select(c => c * pointsPerUnit)]);
    }
}

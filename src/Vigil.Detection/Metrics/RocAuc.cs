namespace Vigil.Detection.Metrics;

/// <summary>
/// Area under the ROC curve: the chance that a random positive row scores higher than a random negative one, equal scores counting half.
/// 0.5 is guessing, 1 is perfect. As <c>roc_auc_score</c> of scikit-learn.
/// </summary>
public static class RocAuc
{
    /// <summary>Computes the area in O(n log n).</summary>
    /// <param name="scores">One score per row, higher is more anomalous; not NaN.</param>
    /// <param name="labels">Whether the row is positive (fraud).</param>
    /// <returns>0…1, or NaN unless both classes occur.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or a score is NaN.</exception>
    public static double Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        // In doubles: pairs of millions of rows are beyond 32 bits, and still exact below 2⁵³.
        double pairs = 0, positivesAbove = 0, negatives = 0;
        foreach (var (rows, positives) in RankedRows.Descending(scores, labels))
        {
            double others = rows - positives;
            pairs += others * (positivesAbove + positives / 2.0);
            positivesAbove += positives;
            negatives += others;
        }
        return pairs / (positivesAbove * negatives);
    }
}

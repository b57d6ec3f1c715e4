namespace Vigil.Detection.Metrics;

/// <summary>
/// Average precision: Σ (recall − recall before) × precision over the distinct scores as thresholds, without interpolation.
/// Guessing gives the share of positive rows, 1 is perfect. As <c>average_precision_score</c> of scikit-learn.
/// </summary>
public static class AveragePrecision
{
    /// <summary>Computes the average precision in O(n log n).</summary>
    /// <param name="scores">One score per row, higher is more anomalous; not NaN.</param>
    /// <param name="labels">Whether the row is positive (fraud).</param>
    /// <returns>0…1, or NaN if no row is positive.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or a score is NaN.</exception>
    public static double Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        double sum = 0, found = 0, seen = 0;
        foreach (var (rows, positives) in RankedRows.Descending(scores, labels))
        {
            seen += rows;
            found += positives;
            sum += positives * found / seen;
        }
        return sum / found;
    }
}

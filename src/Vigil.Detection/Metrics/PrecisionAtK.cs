namespace Vigil.Detection.Metrics;

/// <summary>Precision at k: the share of positive rows among the k of highest score.</summary>
public static class PrecisionAtK
{
    /// <summary>
    /// Computes the precision. Rows that tie for the last places count as if drawn at random: their expected number of positives.
    /// </summary>
    /// <param name="scores">One score per row, higher is more anomalous; not NaN.</param>
    /// <param name="labels">Whether the row is positive (fraud).</param>
    /// <param name="k">Rows that are looked at, at least 1; all of them if there are fewer.</param>
    /// <returns>0…1, or NaN if there are no rows.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or a score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public static double Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        double found = 0;
        int seen = 0;
        foreach (var (rows, positives) in RankedRows.Descending(scores, labels))
        {
            int taken = Math.Min(rows, k - seen);
            found += (double)positives * taken / rows;
            seen += taken;
        }
        return found / seen;
    }
}

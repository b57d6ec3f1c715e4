namespace Vigil.Engine.Decisions;

/// <summary>Delays in logarithmic buckets, 25 % wide: what roll-ups count, so that the quantiles of any time can be told.</summary>
public static class DelayBuckets
{
    private const double Least = 0.01, Growth = 1.25;
    private const int Count = 96;

    /// <summary>The bucket of a delay in milliseconds, 0…95.</summary>
    public static int Of(double milliseconds) =>
        (int)Math.Clamp(Math.Log(Math.Max(milliseconds, Least) / Least) / Math.Log(Growth), 0, Count - 1);

    /// <summary>The middle of the bucket that holds a quantile, in milliseconds; NaN without a count.</summary>
    /// <param name="counts">By bucket, ascending.</param>
    /// <param name="share">0…1.</param>
    public static double Quantile(IReadOnlyList<(int Bucket, long Count)> counts, double share)
    {
        long rank = (long)Math.Ceiling(counts.Sum(c => c.Count) * share), seen = 0;
        foreach (var (bucket, count) in counts)
            if ((seen += count) >= rank && count > 0)
                return Least * Math.Pow(Growth, bucket + 0.5);
        return double.NaN;
    }
}

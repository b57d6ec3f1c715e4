using System.Numerics;

namespace Vigil.Bench.Load;

/// <summary>Counts of latencies in microseconds, to 1.6 %: 64 buckets to each power of two.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6, Sub = 1 << SubBits;
    private readonly long[] _counts = new long[Sub * 40];

    /// <summary>Latencies counted.</summary>
    public long Count { get; private set; }

    /// <summary>The greatest, in milliseconds.</summary>
    public double Max { get; private set; }

    public void Record(double microseconds)
    {
        long value = Math.Max(0, (long)microseconds);
        int shift = Math.Max(0, 63 - SubBits - BitOperations.LeadingZeroCount((ulong)value));
        _counts[Math.Min(_counts.Length - 1, shift * Sub + (int)(value >> shift))]++;
        Count++;
        Max = Math.Max(Max, microseconds / 1e3);
    }

    /// <summary>The latency that a share of them does not exceed, in milliseconds; NaN without any.</summary>
    public double Percentile(double share)
    {
        if (Count == 0)
            return double.NaN;
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count)), seen = 0;
        int bucket = 0;
        while ((seen += _counts[bucket]) < rank)
            bucket++;
        int shift = Math.Max(0, bucket / Sub - 1);
        return Math.Min(Max, ((long)(bucket - shift * Sub) + 1) * (1L << shift) / 1e3);
    }

    public override string ToString() =>
        FormattableString.Invariant($"p50 {Percentile(.5),6:0.00}, p90 {Percentile(.9),6:0.00}, p99 {Percentile(.99),6:0.00}, ")
        + FormattableString.Invariant($"p99.9 {Percentile(.999),6:0.00}, max {Max,6:0.0} ms");
}

namespace Vigil.Engine.Runtime;

/// <summary>Latencies of the last minutes in logarithmic buckets, 5 % wide. Thread-safe, no allocation.</summary>
internal sealed class LatencyRecorder(TimeProvider time)
{
    private const int Minutes = 5, Buckets = 512;
    private const double Least = 1e-3, Growth = 1.05;
    private readonly long[][] _counts = [.. Enumerable.Range(0, Minutes).Select(_ => new long[Buckets])];
    private readonly long[] _minutes = new long[Minutes];

    /// <summary>Records a latency in milliseconds.</summary>
    public void Record(double milliseconds, int count)
    {
        long minute = time.GetTimestamp() / (time.TimestampFrequency * 60);
        int place = (int)(minute % Minutes);
        if (Interlocked.Exchange(ref _minutes[place], minute) != minute)
            Array.Clear(_counts[place]);
        int bucket = (int)Math.Clamp(Math.Log(Math.Max(milliseconds, Least) / Least) / Math.Log(Growth), 0, Buckets - 1);
        Interlocked.Add(ref _counts[place][bucket], count);
    }

    public LatencySummary Summary()
    {
        long now = time.GetTimestamp() / (time.TimestampFrequency * 60);
        long[] sums = new long[Buckets];
        for (int i = 0; i < Minutes; i++)
            if (now - Volatile.Read(ref _minutes[i]) < Minutes)
                for (int b = 0; b < Buckets; b++)
                    sums[b] += Volatile.Read(ref _counts[i][b]);
        long total = sums.Sum();
        return new LatencySummary(Quantile(sums, total, 0.5), Quantile(sums, total, 0.99), total);
    }

    private static double Quantile(long[] sums, long total, double share)
    {
        if (total == 0)
            return double.NaN;
        long rank = (long)Math.Ceiling(total * share), seen = 0;
        int bucket = 0;
        while ((seen += sums[bucket]) < rank)
            bucket++;
        return Least * Math.Pow(Growth, bucket + 0.5);
    }
}

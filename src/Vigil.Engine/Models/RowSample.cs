using Vigil.Detection.Numerics;

namespace Vigil.Engine.Models;

/// <summary>
/// A uniform sample of feature rows of bounded size from a stream of any length (reservoir), with when each was and what came of it; the
/// same rows and seed, the same sample.
/// </summary>
/// <remarks>Source: Vitter, "Random sampling with a reservoir", ACM TOMS 1985, algorithm R.</remarks>
public sealed class RowSample(int width, ulong seed)
{
    /// <summary>Rows kept at most.</summary>
    public const int Capacity = 100_000;

    private readonly SeededRandom _random = new(seed);
    private double[] _rows = new double[width * 1024], _labels = new double[1024];
    private long[] _times = new long[1024];

    /// <summary>Rows offered so far.</summary>
    public long Offered { get; private set; }

    /// <summary>Rows kept.</summary>
    public int Count => (int)Math.Min(Offered, Capacity);

    /// <summary>The rows kept, row-major.</summary>
    public ReadOnlySpan<double> Rows => _rows.AsSpan(0, Count * width);

    /// <summary>Per row 1, 0, or NaN where nothing is known.</summary>
    public ReadOnlySpan<double> Labels => _labels.AsSpan(0, Count);

    /// <summary>Per row its event time in microseconds.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    /// <summary>Offers a row of the sample's width.</summary>
    public void Offer(ReadOnlySpan<double> row, long time = 0, double label = double.NaN)
    {
        long index = Offered++;
        if (index >= Capacity && (index = Draw(Offered)) >= Capacity)
            return;
        if (index >= _times.Length)
            Grow(Math.Min(_times.Length * 2, Capacity));
        row.CopyTo(_rows.AsSpan((int)index * width));
        (_times[index], _labels[index]) = (time, label);
    }

    private void Grow(int count)
    {
        Array.Resize(ref _rows, count * width);
        Array.Resize(ref _labels, count);
        Array.Resize(ref _times, count);
    }

    private long Draw(long bound) => (long)(_random.NextDouble() * bound);
}

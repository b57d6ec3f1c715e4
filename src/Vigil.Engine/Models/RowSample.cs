using Vigil.Detection.Numerics;

namespace Vigil.Engine.Models;

/// <summary>
/// A uniform sample of feature rows of bounded size from a stream of any length (reservoir); the same rows and seed, the same sample.
/// </summary>
/// <remarks>Source: Vitter, "Random sampling with a reservoir", ACM TOMS 1985, algorithm R.</remarks>
public sealed class RowSample(int width, ulong seed)
{
    /// <summary>Rows kept at most.</summary>
    public const int Capacity = 100_000;

    private readonly SeededRandom _random = new(seed);
    private double[] _rows = new double[width * 1024];

    /// <summary>Rows offered so far.</summary>
    public long Offered { get; private set; }

    /// <summary>Rows kept.</summary>
    public int Count => (int)Math.Min(Offered, Capacity);

    /// <summary>The rows kept, row-major.</summary>
    public ReadOnlySpan<double> Rows => _rows.AsSpan(0, Count * width);

    /// <summary>Offers a row of the sample's width.</summary>
    public void Offer(ReadOnlySpan<double> row)
    {
        long index = Offered++;
        if (index >= Capacity && (index = Draw(Offered)) >= Capacity)
            return;
        if ((index + 1) * width > _rows.Length)
            Array.Resize(ref _rows, Math.Min(_rows.Length * 2, Capacity * width));
        row.CopyTo(_rows.AsSpan((int)index * width));
    }

    private long Draw(long bound) => (long)(_random.NextDouble() * bound);
}

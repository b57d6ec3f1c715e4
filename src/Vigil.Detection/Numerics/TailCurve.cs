using Vigil.Detection.Persistence;

namespace Vigil.Detection.Numerics;

/// <summary>
/// How surprising a value is in the upper tail of a sample: −ln P(X ≥ x), from the sample's own order statistics as far as they are
/// dense and from a robust Pareto-like tail beyond. Monotone, continuous, 0 at the low end; immutable.
/// </summary>
/// <remarks>
/// Below the 50th largest value (half of a small sample) the curve runs linearly between knots of the empirical distribution. Above, it
/// grows as ln(1 + (x − start)/β) with β the median excess over ln 2: an outlier in the sample itself does not hide itself. For deviations
/// the tail is exponential, (x − start)/β, and β is at least half a standard deviation: a value within its spread is no surprise.
/// </remarks>
public sealed class TailCurve
{
    private const int TailValues = 50;
    private const double KnotStep = 0.125;

    // Standard deviations.
    private const double LeastPerNat = 0.5;

    private readonly double[] _values;
    private readonly double[] _surprises;
    private readonly double _scale;
    private readonly bool _isOfDeviations;

    private TailCurve(double[] values, double[] surprises, double scale, bool isOfDeviations) =>
        (_values, _surprises, _scale, _isOfDeviations) = (values, surprises, scale, isOfDeviations);

    /// <summary>Learns the curve. O(n log n).</summary>
    /// <param name="sample">Any values; NaN is left out. Without a finite value every surprise is 0.</param>
    /// <param name="isOfDeviations">Whether the values are in standard deviations.</param>
    /// <param name="comesInRuns">
    /// Whether great deviations come many at once: then they are no yardstick for themselves, only the median of the tail is one, and no
    /// value is more surprising than its deviation from the least one says, however rare.
    /// </param>
    public static TailCurve Fit(ReadOnlySpan<double> sample, bool isOfDeviations = false, bool comesInRuns = false)
    {
        double[] sorted = Sort(sample);
        if (sorted.Length == 0)
            return new TailCurve([], [], 1, isOfDeviations);
        var values = new List<double> { sorted[0] };
        var surprises = new List<double> { 0 };
        int tail = Math.Max(sorted.Length / 2, sorted.Length - TailValues);
        for (int start = 1; start <= tail; start++)
        {
            // Equal values are one knot, with the share of all of them and those above.
            bool isFirst = sorted[start] > sorted[start - 1], holdsTail = sorted[start] == sorted[tail];
            if (!isFirst || (!holdsTail && Surprise(start, sorted.Length) < surprises[^1] + KnotStep))
                continue;
            values.Add(sorted[start]);
            double surprise = Surprise(start, sorted.Length);
            surprises.Add(comesInRuns ? Math.Min(surprise, (sorted[start] - sorted[0]) / LeastPerNat) : surprise);
        }
        double scale = comesInRuns ? ScaleOfRuns(sorted, tail) : Scale(sorted, values[^1], isOfDeviations);
        return new TailCurve([.. values], [.. surprises], scale, isOfDeviations);
    }

    /// <summary>−ln P(X ≥ x) ≥ 0 in nats; 0 for NaN. O(log knots).</summary>
    public double this[double value]
    {
        get
        {
            if (_values.Length == 0 || !(value > _values[0]))
                return 0;
            if (value >= _values[^1])
            {
                double excess = (value - _values[^1]) / _scale;
                return _surprises[^1] + (_isOfDeviations ? excess : Math.Log(1 + excess));
            }
            int found = Array.BinarySearch(_values, value), above = found >= 0 ? found + 1 : ~found;
            double share = (value - _values[above - 1]) / (_values[above] - _values[above - 1]);
            return _surprises[above - 1] + share * (_surprises[above] - _surprises[above - 1]);
        }
    }

    /// <summary>Writes the curve.</summary>
    public void Write(ModelWriter writer)
    {
        writer.WriteArray<double>(_values);
        writer.WriteArray<double>(_surprises);
        writer.Write(_scale);
        writer.Write(_isOfDeviations ? 1 : 0);
    }

    /// <summary>Reads a curve.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a curve.</exception>
    /// <param name="reader">The bytes.</param>
    /// <param name="knowsDeviations">Whether it is written with whether it is of deviations; before, none was.</param>
    public static TailCurve Read(ModelReader reader, bool knowsDeviations = true)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var curve = new TailCurve(
            reader.ReadArray<double>(), reader.ReadArray<double>(), reader.ReadDouble(), knowsDeviations && reader.ReadInt32() != 0);
        return curve._values.Length == curve._surprises.Length && curve._scale > 0
            ? curve
            : throw new InvalidDataException("A tail curve is damaged: train the model again.");
    }

    private static double[] Sort(ReadOnlySpan<double> sample)
    {
        var sorted = new List<double>(sample.Length);
        foreach (double value in sample)
            if (!double.IsNaN(value))
                sorted.Add(value);
        sorted.Sort();
        return [.. sorted];
    }

    private static double Surprise(int below, int count) => Math.Log((count + 1.0) / (count - below + 0.5));

    // Of the whole tail, values equal to its first included: a run that is less than half of it does not move its median.
    private static double ScaleOfRuns(double[] sorted, int tail) =>
        Math.Max(LeastPerNat, (sorted[tail + (sorted.Length - tail) / 2] - sorted[tail]) / Math.Log(2));

    private static double Scale(double[] sorted, double start, bool isOfDeviations)
    {
        double[] excesses = [.. sorted.Where(v => v > start).Select(v => v - start)];
        double median = excesses.Length < 5 ? 0 : excesses[excesses.Length / 2] / Math.Log(2);
        // Deviations say themselves what is little; of an exponential tail the outer quantile gives the scale as well.
        if (isOfDeviations)
            return Math.Max(
                LeastPerNat, excesses.Length < 5 ? 0 : Math.Max(median, excesses[(excesses.Length - 1) * 9 / 10] / Math.Log(10)));
        // Too few values above to tell: a twentieth of the level there, or one unit at level zero.
        double least = start == 0 ? 1e-3 : Math.Abs(start) * 1e-3;
        return median > 0 ? Math.Max(median, least) : start == 0 ? 1 : Math.Abs(start) / 20;
    }
}

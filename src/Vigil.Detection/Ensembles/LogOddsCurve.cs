using Vigil.Detection.Persistence;

namespace Vigil.Detection.Ensembles;

/// <summary>
/// A monotone calibration: from a score to the log-odds of being further out than the training sample, ln((1 − p)/p) with p the share
/// of the sample at or above the score. 0 is the sample's median, 4.6 its top hundredth. Immutable.
/// </summary>
/// <remarks>
/// Between knots linear; equal scores share their middle rank. Where the sample grows thin (its 50 largest values, half of a small
/// sample) the tail is exponential, its scale that of the median excess or of the ninth decile's, the larger: log-odds go on rising with
/// the score, for outliers in the sample as well. Where a least scale is stated, the median of the tail alone gives it.
/// </remarks>
public sealed class LogOddsCurve
{
    private const int TailValues = 50;
    private const int MostKnots = 512;

    private readonly double[] _scores;
    private readonly double[] _logOdds;
    private readonly double _lowSlope;
    private readonly double _highSlope;

    private LogOddsCurve(double[] scores, double[] logOdds, double lowSlope, double highSlope) =>
        (_scores, _logOdds, _lowSlope, _highSlope) = (scores, logOdds, lowSlope, highSlope);

    /// <summary>Learns the curve from the scores of a training sample. O(n log n).</summary>
    /// <param name="sample">At least one finite score.</param>
    /// <param name="least">Beyond the ranks, one unit of log-odds takes at least so much score.</param>
    public static LogOddsCurve Fit(ReadOnlySpan<double> sample, double least = 0)
    {
        if (sample.IsEmpty)
            throw new ArgumentException("A calibration needs at least one score.", nameof(sample));
        double[] sorted = Sort(sample);
        int tail = Math.Max(sorted.Length / 2, sorted.Length - TailValues);
        var (scores, logOdds) = Knots(sorted, tail);
        double scale = Math.Max(TailScale(sorted, scores[^1], least > 0 ? tail : -1), least);
        double lowSlope = scores.Count > 1 ? (logOdds[1] - logOdds[0]) / (scores[1] - scores[0]) : 1 / scale;
        return new LogOddsCurve([.. scores], [.. logOdds], lowSlope, 1 / scale);
    }

    /// <summary>The log-odds of a score. O(log knots).</summary>
    public double this[double score]
    {
        get
        {
            if (score <= _scores[0])
                return _logOdds[0] - (_scores[0] - score) * _lowSlope;
            if (score >= _scores[^1])
                return _logOdds[^1] + (score - _scores[^1]) * _highSlope;
            int found = Array.BinarySearch(_scores, score), above = found >= 0 ? found + 1 : ~found;
            double share = (score - _scores[above - 1]) / (_scores[above] - _scores[above - 1]);
            return _logOdds[above - 1] + share * (_logOdds[above] - _logOdds[above - 1]);
        }
    }

    /// <summary>Writes the curve.</summary>
    public void Write(ModelWriter writer)
    {
        writer.WriteArray<double>(_scores);
        writer.WriteArray<double>(_logOdds);
        writer.Write(_lowSlope);
        writer.Write(_highSlope);
    }

    /// <summary>Reads a curve.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a curve.</exception>
    public static LogOddsCurve Read(ModelReader reader)
    {
        var curve = new LogOddsCurve(reader.ReadArray<double>(), reader.ReadArray<double>(), reader.ReadDouble(), reader.ReadDouble());
        return curve._scores.Length > 0 && curve._scores.Length == curve._logOdds.Length
            ? curve
            : throw new InvalidDataException("A calibration is damaged: train the model again.");
    }

    // Scores that differ by rounding only are one score: the curve must not climb between them.
    private static double[] Sort(ReadOnlySpan<double> sample)
    {
        double[] sorted = sample.ToArray();
        Array.Sort(sorted);
        double tolerance = 1e-9 * Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
        for (int i = 1; i < sorted.Length; i++)
            if (sorted[i] - sorted[i - 1] <= tolerance)
                sorted[i] = sorted[i - 1];
        return sorted;
    }

    // How far above the last knot the log-odds are one higher. Too few values above to tell: a tenth of the sample's spread; without
    // spread a twentieth of the level, or one unit at level zero. Never so small that rounding of a score would show.
    private static double TailScale(double[] sorted, double start, int tail)
    {
        double spread = sorted[^1] - sorted[0];
        if (spread == 0)
            return start == 0 ? 1 : Math.Abs(start) / 20;
        double[] excesses = [.. sorted.Where(s => s > start).Select(s => s - start)];
        if (excesses.Length < 5)
            return spread / 10;
        // Scores that say themselves what is little need no outer quantile. A burst that is less than half of the tail, values equal to its
        // first included, is no yardstick for itself.
        if (tail >= 0)
            return (sorted[tail + (sorted.Length - tail) / 2] - start) / Math.Log(2);
        // Of an exponential tail both quantiles give the same scale; of a heavier one the outer, and either passes over single outliers.
        double scale = Math.Max(excesses[excesses.Length / 2] / Math.Log(2), excesses[(excesses.Length - 1) * 9 / 10] / Math.Log(10));
        return Math.Max(scale, spread * 1e-3);
    }

    private static (List<double> Scores, List<double> LogOdds) Knots(double[] sorted, int tail)
    {
        int step = Math.Max(1, tail / MostKnots);
        var scores = new List<double>();
        var logOdds = new List<double>();
        for (int start = 0, end; start <= tail; start = FirstEqual(sorted, end, Math.Min(start + step, tail)))
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            double share = (sorted.Length - (start + end) / 2.0 + 0.5) / (sorted.Length + 1);
            scores.Add(sorted[start]);
            logOdds.Add(Math.Log((1 - share) / share));
        }
        return (scores, logOdds);
    }

    // The first score equal to the one at index, at least from: ranks are of whole runs.
    private static int FirstEqual(double[] sorted, int from, int index)
    {
        while (index > from && sorted[index - 1] == sorted[index])
            index--;
        return Math.Max(from, index);
    }
}

using System.Collections.Immutable;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Ensembles;

/// <summary>
/// Detectors on one scale: each score becomes log-odds by its calibration, the weighted sum becomes log-odds again, shifted so that 0
/// is the share of anomalies expected beforehand. Immutable; scoring and explaining allocate nothing.
/// </summary>
/// <remarks>
/// Every step is monotone, so contributions pass through: a part is scaled in proportion to the change of the whole, and
/// <see cref="Baseline"/> + Σ contributions = raw score.
/// </remarks>
public sealed class AdditiveEnsemble
{
    private const int ChunkRows = 256;

    // The members' log-odds are log-odds already: beyond the ranks, their sum is worth no more than it says.
    private const double LeastPerLogOdds = 1;

    private readonly ImmutableArray<EnsembleMember> _members;
    private readonly LogOddsCurve _combination;
    private readonly double _priorLogOdds;
    private readonly double _baselineSum;

    internal AdditiveEnsemble(ImmutableArray<EnsembleMember> members, LogOddsCurve combination, double priorLogOdds)
    {
        (_members, _combination, _priorLogOdds) = (members, combination, priorLogOdds);
        _baselineSum = members.Sum(m => m.Weight * m.Calibration[m.Baseline]);
        TraceCells = members.Sum(m => m.TraceCells);
        Baseline = RawScore(_baselineSum);
    }

    /// <summary>The members, in the order of their contributions.</summary>
    public ImmutableArray<EnsembleMember> Members => _members;

    /// <summary>Values per row.</summary>
    public int Dimensions => _members[0].Detector.Dimensions;

    /// <summary>The raw score of a row that nothing is known of, in log-odds.</summary>
    public double Baseline { get; }

    /// <summary>
    /// Cells of the trace of a row, those of all streaming members; 0 where every score follows from the row alone.
    /// </summary>
    public int TraceCells { get; }

    /// <summary>Fits detectors and calibrations. The same training set and seed give the same bits.</summary>
    /// <param name="training">What they learn from; streaming detectors pass through its rows in the order of their times.</param>
    /// <param name="members">Options and weight of each detector, at least one with a weight above 0.</param>
    /// <param name="prior">The share of anomalies expected beforehand, in (0, 1): there the raw score is 0.</param>
    /// <param name="seed">Seed of every random choice.</param>
    public static AdditiveEnsemble Fit(
        TrainingSet training, IReadOnlyList<(IDetectorOptions Options, double Weight)> members, double prior, ulong seed)
    {
        double[] scores = new double[training.Count], sums = new double[scores.Length];
        var fitted = ImmutableArray.CreateBuilder<EnsembleMember>();
        foreach (var (options, weight) in members.Where(m => m.Weight > 0))
        {
            var detector = options.Fit(training, seed);
            Score(detector, training, scores);
            var calibration = LogOddsCurve.Fit(scores, options.LeastPerLogOdds);
            fitted.Add(new EnsembleMember(detector, calibration, weight, fitted.Sum(m => m.TraceCells)));
            for (int i = 0; i < sums.Length; i++)
                sums[i] += weight * calibration[scores[i]];
        }
        if (fitted.Count == 0)
            throw new ArgumentException("An ensemble needs at least one detector with a weight above 0.", nameof(members));
        return new AdditiveEnsemble(fitted.ToImmutable(), LogOddsCurve.Fit(sums, LeastPerLogOdds), Math.Log((1 - prior) / prior));
    }

    /// <summary>Raw scores in log-odds, higher = more anomalous; a row's score does not depend on the rows beside it, to the bit.</summary>
    /// <param name="rows">Row-major.</param>
    /// <param name="traces">The trace of each row, row-major; empty where <see cref="TraceCells"/> is 0.</param>
    /// <param name="rawScores">Receives one score per row.</param>
    public void Score(ReadOnlySpan<double> rows, ReadOnlySpan<double> traces, Span<double> rawScores)
    {
        Span<double> scores = stackalloc double[ChunkRows];
        for (int start = 0, count = rows.Length / Dimensions; start < count; start += ChunkRows)
        {
            int length = Math.Min(ChunkRows, count - start);
            ScoreChunk(
                rows.Slice(start * Dimensions, length * Dimensions), traces.Slice(start * TraceCells, length * TraceCells),
                scores[..length], rawScores.Slice(start, length));
        }
    }

    /// <summary>The traces of all rows of a training set, row-major, of a state that begins with the first of them.</summary>
    public double[] Trace(TrainingSet training)
    {
        var traces = new double[training.Count * TraceCells];
        foreach (var member in _members)
            if (member.Streaming is { } streaming)
                Pass(streaming, training, traces, TraceCells, member.TraceStart);
        return traces;
    }

    /// <summary>Splits one row's raw score into one contribution per member and column, in log-odds.</summary>
    /// <param name="row">One row of <see cref="Dimensions"/> values.</param>
    /// <param name="trace">Its trace; empty where <see cref="TraceCells"/> is 0.</param>
    /// <param name="contributions">Receives members × <see cref="Dimensions"/> values, member by member.</param>
    public void Explain(ReadOnlySpan<double> row, ReadOnlySpan<double> trace, Span<double> contributions)
    {
        double sum = 0;
        for (int i = 0; i < _members.Length; i++)
            sum += ExplainMember(_members[i], row, trace, contributions.Slice(i * Dimensions, Dimensions));
        double moved = 0;
        foreach (double contribution in contributions)
            moved += contribution;
        Scale(contributions, Slope(_combination, _baselineSum, sum, moved));
    }

    /// <summary>Writes the ensemble.</summary>
    public void Write(ModelWriter writer)
    {
        writer.Write(_members.Length);
        foreach (var member in _members)
        {
            writer.Write(member.Detector.Name);
            writer.Write(member.Weight);
            member.Calibration.Write(writer);
            member.Detector.Write(writer);
        }
        _combination.Write(writer);
        writer.Write(_priorLogOdds);
    }

    /// <summary>Reads an ensemble; <paramref name="known"/> are the detectors that it may contain.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an ensemble, or it has a detector that is not known.</exception>
    public static AdditiveEnsemble Read(ModelReader reader, IReadOnlyCollection<IDetectorOptions> known)
    {
        int count = reader.ReadInt32();
        var members = ImmutableArray.CreateBuilder<EnsembleMember>();
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            double weight = reader.ReadDouble();
            var calibration = LogOddsCurve.Read(reader);
            var options = known.FirstOrDefault(o => o.Name == name)
                ?? throw new InvalidDataException(
                    $"The model has the detector '{name}', which this version does not know: use a newer version.");
            members.Add(new EnsembleMember(options.Read(reader), calibration, weight, members.Sum(m => m.TraceCells)));
        }
        if (count < 1)
            throw new InvalidDataException("The model has no detectors: the file is damaged. Train it again.");
        return new AdditiveEnsemble(members.ToImmutable(), LogOddsCurve.Read(reader), reader.ReadDouble());
    }

    private void ScoreChunk(ReadOnlySpan<double> rows, ReadOnlySpan<double> traces, Span<double> scores, Span<double> rawScores)
    {
        rawScores.Clear();
        foreach (var member in _members)
        {
            member.Score(rows, traces, scores);
            for (int i = 0; i < scores.Length; i++)
                rawScores[i] += member.Weight * member.Calibration[scores[i]];
        }
        foreach (ref double raw in rawScores)
            raw = RawScore(raw);
    }

    private double RawScore(double sum) => _combination[sum] - _priorLogOdds;

    private static void Score(IDetector detector, TrainingSet training, double[] scores)
    {
        if (detector is not IStreamingDetector streaming)
        {
            ((IRowDetector)detector).Score(training.Rows, scores);
            return;
        }
        int cells = streaming.TraceCells;
        var traces = new double[training.Count * cells];
        Pass(streaming, training, traces, cells, 0);
        for (int row = 0; row < scores.Length; row++)
            scores[row] = streaming.Score(training.Row(row), traces.AsSpan(row * cells, cells));
    }

    // Fills its cells of each row's trace.
    private static void Pass(IStreamingDetector detector, TrainingSet training, double[] traces, int cells, int start)
    {
        var state = new double[detector.StateCells];
        detector.Begin(state);
        foreach (int row in training.InOrder())
            detector.Update(training.Row(row), state, traces.AsSpan(row * cells + start, detector.TraceCells));
    }

    // Leaves the member's contributions in weighted log-odds and returns its part of the sum. The score is the one that Score gives, not
    // the sum of the parts, which differs from it by rounding: where a calibration is steep, that would show.
    private static double ExplainMember(
        EnsembleMember member, ReadOnlySpan<double> row, ReadOnlySpan<double> trace, Span<double> contributions)
    {
        Span<double> score = stackalloc double[1];
        member.Score(row, trace, score);
        member.Explain(row, trace, contributions);
        double moved = 0;
        foreach (double contribution in contributions)
            moved += contribution;
        Scale(contributions, member.Weight * Slope(member.Calibration, member.Baseline, score[0], moved));
        return member.Weight * member.Calibration[score[0]];
    }

    // The change of the curve over the sum of the parts; where that is too small to divide by, the curve's slope there.
    private static double Slope(LogOddsCurve curve, double from, double to, double moved)
    {
        double least = 1e-9 * Math.Max(1, Math.Abs(from));
        if (Math.Abs(moved) >= least)
            return (curve[to] - curve[from]) / moved;
        return (curve[from + least] - curve[from - least]) / (2 * least);
    }

    private static void Scale(Span<double> values, double factor)
    {
        foreach (ref double value in values)
            value *= factor;
    }
}

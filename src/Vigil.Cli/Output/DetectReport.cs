using Vigil.Detection.Metrics;
using Vigil.Engine.Scoring;

namespace Vigil.Cli.Output;

/// <summary>What a run of <c>detect</c> adds up to.</summary>
internal sealed class DetectReport(ScoringPipeline pipeline, TopFindings top)
{
    private const int MostLabels = 10_000_000;

    private readonly List<double> _scores = [];
    private readonly List<bool> _labels = [];

    public ScoringPipeline Pipeline => pipeline;

    public IReadOnlyList<Finding> Top => top.Ranked;

    public long Scored { get; private set; }

    public long From { get; private set; } = long.MaxValue;

    public long To { get; private set; } = long.MinValue;

    /// <summary>Transactions by outcome.</summary>
    public long[] Outcomes { get; } = new long[3];

    /// <summary>Transactions by risk level.</summary>
    public long[] Levels { get; } = new long[4];

    /// <summary>Labelled transactions, and the frauds among them.</summary>
    public (int All, int Frauds) Labelled => (_labels.Count, _labels.Count(l => l));

    public void Add(MicroBatch batch, int row)
    {
        Scored++;
        long time = batch.Transactions[row].Time;
        (From, To) = (Math.Min(From, time), Math.Max(To, time));
        Outcomes[(int)batch.Outcomes[row]]++;
        Levels[(int)Risk.Level(batch.Risks[row])]++;
        top.Offer(batch, row);
        double label = batch.Transactions[row].Label;
        if (double.IsNaN(label) || _labels.Count == MostLabels)
            return;
        _scores.Add(batch.RawScores[row]);
        _labels.Add(label != 0);
    }

    /// <summary>How well the scores rank the labelled frauds, or null when there are none of either kind.</summary>
    public (double RocAuc, double AveragePrecision)? Quality()
    {
        var (all, frauds) = Labelled;
        if (frauds == 0 || frauds == all)
            return null;
        double[] scores = [.. _scores];
        bool[] labels = [.. _labels];
        return (RocAuc.Compute(scores, labels), AveragePrecision.Compute(scores, labels));
    }
}

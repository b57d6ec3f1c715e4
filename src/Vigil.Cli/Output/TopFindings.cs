using Vigil.Engine.Scoring;

namespace Vigil.Cli.Output;

/// <summary>The most anomalous transactions so far, at most <paramref name="count"/>; of equal scores the earlier one.</summary>
internal sealed class TopFindings(ScoringPipeline pipeline, Reasons reasons, int count)
{
    private readonly PriorityQueue<Finding, (double Score, long Order)> _queue = new();

    /// <summary>Offers one row of a scored batch; explained only when it gets in.</summary>
    public void Offer(MicroBatch batch, int row)
    {
        var priority = (batch.RawScores[row], -batch.Sequences[row]);
        if (count == 0 || (_queue.Count == count && _queue.TryPeek(out _, out var least) && priority.CompareTo(least) <= 0))
            return;
        if (_queue.Count == count)
            _queue.Dequeue();
        _queue.Enqueue(Finding.Of(pipeline, reasons, batch, row, opens: true), priority);
    }

    /// <summary>The findings, most anomalous first.</summary>
    public IReadOnlyList<Finding> Ranked =>
        [.. _queue.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element)];
}

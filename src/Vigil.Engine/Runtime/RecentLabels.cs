using Vigil.Engine.Decisions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// What was said of decisions lately, for what the store showed a moment ago may be older. Belongs to the sequencer's thread.
/// </summary>
/// <param name="begin">The last entry before those that it will be told of.</param>
internal sealed class RecentLabels(long begin)
{
    private const int Most = 4096;
    private readonly Dictionary<long, (Conclusion Conclusion, long Sequence)> _newest = [];
    private readonly Queue<(long Decision, long Sequence)> _order = new();
    private long _forgotten = begin;

    /// <summary>Whether it knows all that was said after an entry of the journal.</summary>
    public bool ReachesBackTo(long sequence) => sequence >= _forgotten;

    /// <summary>What was said of a decision last, if it was after an entry of the journal; else null.</summary>
    public Conclusion? Since(long sequence, long decision) =>
        _newest.TryGetValue(decision, out var newest) && newest.Sequence > sequence ? newest.Conclusion : null;

    /// <summary>That something was said, by an entry of the journal.</summary>
    public void Add(long decision, Conclusion conclusion, long sequence)
    {
        _newest[decision] = (conclusion, sequence);
        _order.Enqueue((decision, sequence));
        if (_order.Count <= Most)
            return;
        (long oldest, _forgotten) = _order.Dequeue();
        if (_newest[oldest].Sequence == _forgotten)
            _newest.Remove(oldest);
    }
}

using Vigil.Engine.Transactions;

namespace Vigil.Engine.Operations;

/// <summary>What became known of a transaction, and when.</summary>
/// <param name="TransactionId">Its identifier.</param>
/// <param name="Time">When it became known, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Transaction">A copy of the transaction with its label.</param>
public sealed record LateLabel(string TransactionId, long Time, Transaction Transaction)
{
    /// <summary>Whether it was fraud.</summary>
    public bool IsFraud => Transaction.Label > 0;
}

/// <summary>Labels that are not known yet, in the order in which they will be.</summary>
public sealed class LateLabels
{
    private readonly PriorityQueue<LateLabel, (long Time, long Number)> _labels = new();
    private long _added;

    /// <summary>How many there are.</summary>
    public int Count => _labels.Count;

    /// <summary>Adds one.</summary>
    public void Add(LateLabel label) => _labels.Enqueue(label, (label.Time, _added++));

    /// <summary>Takes out those that are known by then, the earliest first.</summary>
    public IEnumerable<LateLabel> KnownBy(long time)
    {
        while (_labels.TryPeek(out var label, out _) && label.Time <= time)
            yield return _labels.Dequeue();
    }

    /// <summary>Forgets those that are known by then.</summary>
    public void DropKnownBy(long time)
    {
        foreach (var _ in KnownBy(time))
            continue;
    }
}

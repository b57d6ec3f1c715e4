using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

/// <summary>Turns entries of the journal into decisions. Thread-safe; models are read once and kept.</summary>
public sealed class DecisionReader
{
    /// <summary>A reader of a store.</summary>
    public DecisionReader(StoragePorts ports, MasterKey key) => throw new NotImplementedException();

    /// <summary>The decision in an entry of that kind.</summary>
    /// <exception cref="InvalidDataException">The entry is no decision or is damaged, or its model is not kept.</exception>
    public Decision Read(JournalEntry entry, bool? label = null) => throw new NotImplementedException();

    /// <summary>The decision of a transaction, or null.</summary>
    public Decision? Find(LiveStream stream, ReadOnlySpan<byte> transactionId) => throw new NotImplementedException();

    /// <summary>The snapshot of a model version with the stream it was trained for.</summary>
    public (LiveStream Stream, ModelSnapshot Snapshot) ModelOf(string version) => throw new NotImplementedException();
}

/// <summary>Recomputes stored decisions from snapshot and journal.</summary>
public static class DecisionReplay
{
    /// <summary>Folds the journal up to the decision, scores it again with the model it names, and compares every bit.</summary>
    public static ReplayResult Run(StoragePorts ports, MasterKey key, long sequence, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

/// <summary>What a replay found.</summary>
/// <param name="Sequence">The decision.</param>
/// <param name="Differences">What differs; empty when every bit matches.</param>
/// <param name="SnapshotSequence">The snapshot that it began with; 0 for the beginning of the journal.</param>
/// <param name="Entries">Entries folded from there.</param>
public sealed record ReplayResult(
    long Sequence, IReadOnlyList<ReplayDifference> Differences, long SnapshotSequence, long Entries)
{
    /// <summary>Whether every bit matches.</summary>
    public bool Matches => Differences.Count == 0;
}

/// <summary>A value that differs.</summary>
/// <param name="What">Such as <c>risk</c> or <c>feature amount_mean_7d</c>.</param>
/// <param name="Stored">The value in the journal.</param>
/// <param name="Recomputed">The value now.</param>
public sealed record ReplayDifference(string What, double Stored, double Recomputed);

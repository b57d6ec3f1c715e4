using Vigil.Engine.Protection;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The live service: transactions in, durable decisions out. One sequencer accepts in order, the other cores score, one writer commits;
/// what is answered is on disk. Thread-safe.
/// </summary>
public sealed class ScoringService : IDisposable
{
    /// <summary>Starts recovering; see <see cref="Ready"/>.</summary>
    public static ScoringService Start(
        ServiceOptions options, StoragePorts ports, MasterKey key, TimeProvider time, Action<Notice> notify) =>
        throw new NotImplementedException();

    /// <summary>Done when the service took its first submissions could be; faults when the store cannot be used at all.</summary>
    public Task Ready => throw new NotImplementedException();

    /// <summary>What it is doing.</summary>
    public ServiceState State => throw new NotImplementedException();

    /// <summary>The streams that have a champion.</summary>
    public IReadOnlyCollection<LiveStream> Streams => throw new NotImplementedException();

    /// <summary>Turns journal entries into decisions.</summary>
    public DecisionReader Reader => throw new NotImplementedException();

    /// <summary>Transactions that wait for a decision.</summary>
    public int QueueDepth => throw new NotImplementedException();

    /// <summary>The last sequence that is on disk.</summary>
    public long CommittedSequence => throw new NotImplementedException();

    /// <summary>The newest snapshot: its sequence, and when it was taken; null before the first.</summary>
    public (long Sequence, DateTimeOffset Time)? LastSnapshot => throw new NotImplementedException();

    /// <summary>From submission to answer, over the last minutes.</summary>
    public LatencySummary Latency => throw new NotImplementedException();

    /// <summary>A stream, or null.</summary>
    public LiveStream? Find(string stream) => throw new NotImplementedException();

    /// <summary>Takes a group, all of it or nothing: false when the queue is full or the service is not ready (<see cref="State"/>).</summary>
    public bool TrySubmit(SubmissionGroup group) => throw new NotImplementedException();

    /// <summary>Completes when something beyond that sequence is on disk.</summary>
    public Task WaitForAsync(long beyond, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Journals a label and feeds it to the features. The same label again changes nothing.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="transactionId">The transaction's identifier.</param>
    /// <param name="isFraud">What is known.</param>
    /// <param name="time">When it became known, in microseconds since 1970-01-01T00:00:00Z; null for now.</param>
    /// <param name="by">Who says so.</param>
    /// <returns>Null when there is no such transaction.</returns>
    /// <exception cref="Journal.StorageException">It could not be made durable.</exception>
    public Task<LabelResult?> LabelAsync(LiveStream stream, string transactionId, bool isFraud, long? time, string by) =>
        throw new NotImplementedException();

    /// <summary>Makes a stored model version the champion of its stream, for all transactions accepted from then on.</summary>
    /// <returns>The sequence of the promotion.</returns>
    /// <exception cref="InvalidOperationException">There is no such version, or it was trained on other features.</exception>
    public Task<long> PromoteAsync(string version, string by) => throw new NotImplementedException();

    /// <summary>Deletes the data key of an entity: its personal data cannot be read any more.</summary>
    /// <returns>The sequence of the erasure; null when the entity is not known.</returns>
    public Task<long?> EraseAsync(LiveStream stream, string entity, string by) => throw new NotImplementedException();

    /// <summary>Takes a snapshot now; completes when it is on disk.</summary>
    public Task<long> SnapshotAsync() => throw new NotImplementedException();

    /// <summary>Answers what was taken, takes a snapshot, stops.</summary>
    public void Stop() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>A label that was taken in.</summary>
/// <param name="Sequence">Its place in the journal; of the earlier, equal label when <paramref name="IsDuplicate"/>.</param>
/// <param name="Decision">The sequence of the decision that it belongs to.</param>
/// <param name="IsDuplicate">Whether the transaction had that label already.</param>
public sealed record LabelResult(long Sequence, long Decision, bool IsDuplicate);

/// <summary>Times from submission to durable answer.</summary>
/// <param name="P50">Median, in milliseconds; NaN without any.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="Count">Answers counted.</param>
public sealed record LatencySummary(double P50, double P99, long Count);

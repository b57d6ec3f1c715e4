using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The live service: transactions in, durable decisions out. One sequencer accepts in order, the other cores score, one writer commits;
/// what is answered is on disk. Thread-safe.
/// </summary>
public sealed class ScoringService : IDisposable
{
    private readonly ServiceLife _life;
    private readonly StoragePorts _ports;
    private readonly IStages _stages;

    private readonly Labelling _labelling;
    private readonly Redefinition _redefinition;

    private ScoringService(ServiceLife life, StoragePorts ports, DecisionReader reader, IStages stages)
    {
        (_life, _ports, Reader, _stages) = (life, ports, reader, stages);
        _labelling = new Labelling(life, reader, stages);
        _redefinition = new Redefinition(life, ports, reader.Models, stages);
    }

    /// <summary>Starts recovering; see <see cref="Ready"/>.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="ports">The store, which nobody else appends to.</param>
    /// <param name="key">The master key of the store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="notify">Told what an operator should know; called on any thread.</param>
    public static ScoringService Start(
        ServiceOptions options, StoragePorts ports, MasterKey key, TimeProvider time, Action<Notice> notify) =>
        Start(options, ports, key, new ThreadStages(), time, notify);

    /// <summary>The same, run by somebody.</summary>
    internal static ScoringService Start(
        ServiceOptions options, StoragePorts ports, MasterKey key, IStages stages, TimeProvider time, Action<Notice> notify)
    {
        var reader = ports.Reader(key);
        if (ports.Projections is { } projections)
        {
            projections.Faulted = fault => notify(new Notice(true,
                "Tables that follow from the journal are not kept up with it; decisions go on, and the tables will: " + fault.Message));
            projections.Noticed = text => notify(new Notice(true, text));
        }
        return new ScoringService(new ServiceLife(options, ports, key, reader, stages, time, notify), ports, reader, stages);
    }

    internal ServiceLife Life => _life;

    /// <summary>Done when the service can take its first submission; faults when the store cannot be used at all.</summary>
    public Task Ready => _life.Ready;

    /// <summary>What it is doing.</summary>
    public ServiceState State => _life.State;

    /// <summary>The streams that have a champion.</summary>
    public IReadOnlyCollection<LiveStream> Streams => _life.Streams.Served;

    /// <summary>Those, and the streams that wait for their first champion.</summary>
    public IReadOnlyCollection<LiveStream> Defined => _life.Streams.Defined;

    /// <summary>Turns journal entries into decisions.</summary>
    public DecisionReader Reader { get; }

    /// <summary>Transactions that wait for a decision.</summary>
    public int QueueDepth => _life.Answers.Waiting;

    /// <summary>The last sequence that is on disk.</summary>
    public long CommittedSequence => _life.Answers.Committed;

    /// <summary>The newest snapshot: its sequence, and when it was taken; null before the first since the start.</summary>
    public (long Sequence, DateTimeOffset Time)? LastSnapshot => _life.Snapshots.Last;

    /// <summary>From submission to answer, over the last minutes.</summary>
    public LatencySummary Latency => _life.Answers.Latency.Summary();

    /// <summary>A stream, or null.</summary>
    public LiveStream? Find(string stream) => _life.Streams.FindServed(stream);

    /// <summary>Takes a group, all of it or nothing: false when the queue is full or it is not ready (<see cref="State"/>).</summary>
    public ValueTask<bool> TrySubmitAsync(SubmissionGroup group, CancellationToken cancellation) =>
        State.Phase == ServicePhase.Ready ? _life.Path.TryAcceptOnSenderAsync(group, cancellation) : new(false);

    /// <summary>Completes when something beyond that sequence is on disk.</summary>
    public Task WaitForAsync(long beyond, CancellationToken cancellation) => _life.Answers.WaitForAsync(beyond, cancellation);

    /// <summary>Journals a label and feeds it to the features. The same label again changes nothing.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="transactionId">The transaction's identifier.</param>
    /// <param name="conclusion">What is known.</param>
    /// <param name="time">When it became known, in microseconds since 1970-01-01T00:00:00Z; null for now.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellation">Gives up looking for the transaction; a label that was handed over is journaled.</param>
    /// <returns>Null when there is no such transaction.</returns>
    /// <exception cref="StorageException">It could not be made durable, or the service is not ready.</exception>
    public async Task<LabelResult?> LabelAsync(
        LiveStream stream, string transactionId, Conclusion conclusion, long? time, string by, CancellationToken cancellation)
    {
        var id = stream.Personal.IdOf(System.Text.Encoding.UTF8.GetBytes(transactionId));
        return await Reader.FindEntryAsync(stream, id, cancellation).ConfigureAwait(false) is { } entry
            ? await _labelling.AddAsync(stream, entry, conclusion, time, by, cancellation).ConfigureAwait(false) : null;
    }

    /// <inheritdoc cref="LabelAsync(LiveStream, string, Conclusion, long?, string, CancellationToken)"/>
    public Task<LabelResult?> LabelAsync(
        LiveStream stream, string transactionId, bool isFraud, long? time, string by, CancellationToken cancellation) =>
        LabelAsync(stream, transactionId, new Conclusion(isFraud, LabelNote.None), time, by, cancellation);

    /// <summary>The same for the transaction of a decision.</summary>
    /// <returns>Null when there is no such decision, or its stream has no champion.</returns>
    /// <exception cref="StorageException">It could not be made durable, or the service is not ready.</exception>
    public async Task<LabelResult?> LabelAsync(long decision, Conclusion conclusion, string by, CancellationToken cancellation) =>
        (await _ports.Decisions.FindAsync(decision, cancellation).ConfigureAwait(false))?.Entry is { } entry
            && Find(entry.Stream) is { } stream
            ? await _labelling.AddAsync(stream, entry, conclusion, null, by, cancellation).ConfigureAwait(false) : null;

    /// <summary>
    /// Makes a stored model version the champion of its stream, for all transactions accepted from then on. Its stream file comes with it,
    /// but for a definition that was applied since it was learned and that it can score: that stays. State that the definition needs and
    /// that there is not is built from the journal first, on the caller's thread.
    /// </summary>
    /// <returns>The sequence of the promotion.</returns>
    /// <exception cref="InvalidOperationException">There is no such version, or its stream file cannot take the place of what serves.
    /// </exception>
    /// <exception cref="StorageException">It could not be made durable, or the service is not ready.</exception>
    public async Task<long> PromoteAsync(string version, string by) =>
        (await PromoteWithDefinitionAsync(version, by, null, CancellationToken.None).ConfigureAwait(false)).Sequence;

    /// <inheritdoc cref="PromoteAsync"/>
    /// <param name="version">The version.</param>
    /// <param name="by">Who promotes it.</param>
    /// <param name="progress">Told how far the building is.</param>
    /// <param name="cancellation">Stops it; nothing has changed then.</param>
    /// <returns>What was changed, and from which entry on.</returns>
    public async Task<AppliedStream> PromoteWithDefinitionAsync(
        string version, string by, Action<ApplyProgress>? progress, CancellationToken cancellation)
    {
        var (loaded, created) = await CandidateAsync(version, cancellation).ConfigureAwait(false);
        var applied = await _redefinition.PromoteAsync(loaded, created, by, progress, cancellation).ConfigureAwait(false);
        return await KeepAsync(applied).ConfigureAwait(false);
    }

    /// <summary>What a promotion would change in the stream's definition.</summary>
    /// <exception cref="InvalidOperationException">There is no such version, or its stream cannot be served.</exception>
    public async ValueTask<StreamPlan> PlanPromotionAsync(string version, CancellationToken cancellation)
    {
        var (loaded, created) = await CandidateAsync(version, cancellation).ConfigureAwait(false);
        return _redefinition.PlanOf(loaded, created);
    }

    /// <summary>What would become of a stream if a file were applied. Changes nothing.</summary>
    public ValueTask<StreamPlan> PlanAsync(StreamDefinition file, ApplyOptions options, CancellationToken cancellation) =>
        _redefinition.PlanAsync(file, options, cancellation);

    /// <summary>Whether the target of a plan was served or applied before: then its file is older than what serves, no edit.</summary>
    public ValueTask<bool> WasServedAsync(StreamPlan plan, CancellationToken cancellation) =>
        _redefinition.IsKnownAsync(plan.Target, cancellation);

    /// <summary>
    /// Serves a stream as a file says, from one entry of the journal on; a new stream is served once a model of it is promoted. State that
    /// it needs and that there is not is built from the journal first, on the caller's thread, while the service decides.
    /// </summary>
    /// <param name="file">The file's stream.</param>
    /// <param name="options">What is allowed and asked for.</param>
    /// <param name="by">Who applies it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it; nothing has changed then.</param>
    /// <exception cref="StreamRefusedException">It cannot be applied.</exception>
    /// <exception cref="InvalidOperationException">A model was asked for and there is nothing to learn it from.</exception>
    /// <exception cref="StorageException">It could not be made durable, or the service is not ready.</exception>
    public async Task<AppliedStream> ApplyAsync(
        StreamDefinition file, ApplyOptions options, string by, Action<ApplyProgress>? progress, CancellationToken cancellation)
    {
        var who = new Redefinition.Who(by, _life.Now);
        var applied = await _redefinition.ApplyAsync(file, options, who, progress, cancellation).ConfigureAwait(false);
        return await KeepAsync(applied).ConfigureAwait(false);
    }

    // What was built need not be built again: not by the next start, and not when the journal has lost its beginning.
    private async Task<AppliedStream> KeepAsync(AppliedStream applied)
    {
        if (applied.Sequence == 0 || !applied.Plan.Comparison.NeedsBuild)
            return applied;
        try
        {
            await SnapshotAsync().ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // The next one has it, and the journal has everything.
        }
        return applied;
    }

    private async ValueTask<(LoadedModel Loaded, long Created)> CandidateAsync(string version, CancellationToken cancellation)
    {
        var loaded = await Reader.Models.FindAsync(version, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no model version {version}.");
        if (loaded.Unservable() is { } problem)
            throw new InvalidOperationException(problem);
        var versions = await _ports.Models.ListAsync(loaded.Stream.Name, cancellation).ConfigureAwait(false);
        return (loaded, versions.First(m => m.Version == version).Created);
    }

    /// <summary>Deletes the data key of an entity: its personal data cannot be read any more.</summary>
    /// <returns>The sequence of the erasure; null when the entity is not known.</returns>
    /// <exception cref="StorageException">It could not be made durable, or the service is not ready.</exception>
    public Task<long?> EraseAsync(LiveStream stream, string entity, string by)
    {
        var hash = stream.Personal.EntityOf(System.Text.Encoding.UTF8.GetBytes(entity));
        if (hash == 0)
            return Task.FromResult<long?>(null);
        return _life.Ask(new EraseCommand(stream.Name, hash, by, _ports.EntityKeys, _life.Keys, _stages));
    }

    /// <summary>Takes a snapshot now; completes when it is on disk.</summary>
    /// <exception cref="StorageException">It could not be written, or the service is not ready.</exception>
    public async Task<long> SnapshotAsync()
    {
        // What is asked for now is not in one that was begun before.
        while (true)
            if (await _life.Ask(new SnapshotCommand(_life.Snapshots, _stages)).ConfigureAwait(false) is { } sequence)
                return sequence;
    }

    /// <summary>Answers what was taken, takes a snapshot, stops.</summary>
    public void Stop() => _life.Stop();

    /// <inheritdoc/>
    public void Dispose() => _life.Dispose();
}

/// <summary>Times from submission to durable answer.</summary>
/// <param name="P50">Median, in milliseconds; NaN without any.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="Count">Answers counted.</param>
public sealed record LatencySummary(double P50, double P99, long Count);

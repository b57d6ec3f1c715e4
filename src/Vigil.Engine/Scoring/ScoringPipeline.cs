using System.Collections.Immutable;
using Vigil.Detection.Persistence;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>
/// The path of a transaction: accept → sequence → features → detectors → policy → decision. Files, training, replays and the service
/// all go through it. <see cref="Accept(MicroBatch)"/> belongs to the one sequencer; <see cref="Score"/> and
/// <see cref="MicroBatch.Explain"/> are pure functions of the batch and the model and may run on any thread.
/// </summary>
public sealed class ScoringPipeline
{
    private SeenTransactions _seen;
    private readonly FeaturePipeline _features;
    private readonly StageTimes? _times;
    private readonly int _idSlot;
    private DetectorStates? _detectors;

    /// <summary>A pipeline with empty state. Without a model it only computes features. It remembers all identifiers.</summary>
    public ScoringPipeline(
        TransactionSchema schema, FeatureSet features, Model? model = null, PolicyOptions? policy = null, StageTimes? times = null)
        : this(schema, features, memory: long.MaxValue, times)
    {
        if (model is not null)
            Promote(model, policy ?? new PolicyOptions());
    }

    /// <summary>A pipeline that remembers identifiers for a time, in microseconds: beyond it others must know them.</summary>
    internal ScoringPipeline(TransactionSchema schema, FeatureSet features, long memory, StageTimes? times = null)
    {
        Schema = schema;
        _seen = new SeenTransactions(memory);
        _features = new FeaturePipeline(schema, features);
        _times = times;
        _idSlot = schema.Slot(FieldRole.Id);
    }

    /// <summary>The fields.</summary>
    public TransactionSchema Schema { get; private set; }

    /// <summary>The columns.</summary>
    public ImmutableArray<FeatureSpec> Features => _features.Features;

    /// <summary>What scores the transactions that are accepted from now on.</summary>
    public ModelSnapshot? Snapshot { get; private set; }

    /// <summary>The model of <see cref="Snapshot"/>.</summary>
    public Model? Model => Snapshot?.Model;

    /// <summary>The policy of <see cref="Snapshot"/>.</summary>
    public Policy? Policy => Snapshot?.Policy;

    /// <summary>
    /// The place of the last accepted transaction in the order of the journal. Who keeps a journal of more than this pipeline's
    /// transactions moves it forward before the next <see cref="Accept(MicroBatch)"/>.
    /// </summary>
    public long Sequence
    {
        get => _seen.LastSequence;
        set => _seen.LastSequence = value;
    }

    /// <summary>What each entity key holds.</summary>
    public IEnumerable<KeyStatistics> Statistics => _features.Statistics;

    /// <summary>How the last accepted transaction came.</summary>
    public Arrival Arrival => _features.Arrival;

    /// <summary>Whether a transaction came too late for its windows and is not in them.</summary>
    public bool HasLeftOut => _features.HasLeftOut;

    /// <summary>A batch that fits.</summary>
    public MicroBatch NewBatch(int capacity) => new(Schema, _features.Width, capacity);

    /// <summary>
    /// Lets another model score from the next empty batch on. Belongs to the sequencer; state does not change, but that streaming
    /// detectors of another model begin where its training left them.
    /// </summary>
    /// <exception cref="InvalidDataException">The model reads a feature that this stream lacks.</exception>
    public void Promote(Model model, PolicyOptions policy)
    {
        Snapshot = ModelSnapshot.Of(model, policy, Features);
        if (_detectors?.IsOf(model) != true)
            _detectors = new DetectorStates(model);
    }

    /// <summary>
    /// Goes on under a schema that reads the same fields, and perhaps others after them: state stays as it is. Belongs to the sequencer.
    /// </summary>
    internal void Continue(TransactionSchema schema)
    {
        Schema = schema;
        _features.Continue(schema);
    }

    /// <summary>Goes on with what the streaming detectors of another pipeline have learned, as long as their model scores.</summary>
    internal void TakeDetectors(ScoringPipeline from) => _detectors = from._detectors;

    /// <summary>Remembers the identifiers that another pipeline remembers, and no others.</summary>
    internal void TakeSeen(ScoringPipeline from)
    {
        long sequence = Sequence;
        _seen = from._seen;
        Sequence = sequence;
    }

    /// <summary>
    /// Accepts the transaction in <see cref="MicroBatch.Next"/>: gives it its place in the order and computes its features.
    /// </summary>
    /// <returns>False, and nothing changes, when its identifier was seen before.</returns>
    public bool Accept(MicroBatch batch) => Accept(batch, IdOf(batch.Next), received: null);

    /// <summary>
    /// Accepts the transactions that were read into the next places of the batch, in their order; the same as one by one, to the bit, and
    /// faster.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="count">How many were read, into the places from <see cref="MicroBatch.Count"/> on.</param>
    /// <param name="repeated">
    /// Called for each whose identifier was seen before, with the place that it was read into; it is in <see cref="MicroBatch.Next"/> then.
    /// </param>
    public void AcceptAll(MicroBatch batch, int count, Action<int>? repeated = null)
    {
        long start = StageTimes.Start(_times);
        int first = batch.Count, end = first + count;
        for (int from = first; from < end; from += FeaturePipeline.GroupLength)
            PlaceGroup(batch, from, Math.Min(from + FeaturePipeline.GroupLength, end), repeated);
        for (int from = first; from < batch.Count; from += FeaturePipeline.GroupLength)
            ComputeFeatures(batch, from, Math.Min(from + FeaturePipeline.GroupLength, batch.Count));
        StageTimes.Stop(_times, Stage.Features, start);
    }

    private void PlaceGroup(MicroBatch batch, int first, int end, Action<int>? repeated)
    {
        Span<UInt128> ids = stackalloc UInt128[end - first];
        for (int i = 0; i < ids.Length; i++)
            ids[i] = IdOf(batch.Transactions[first + i]);
        _seen.Approach(ids);
        for (int i = 0; i < ids.Length; i++)
        {
            batch.Bring(first + i);
            if (!TryPlace(batch, ids[i], received: null))
                repeated?.Invoke(first + i);
        }
    }

    /// <summary>Accepts what was put into the next places of a batch, in order; at most <see cref="FeaturePipeline.GroupLength"/>.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="ids">A hash of the identifier of each; 0 where it has none.</param>
    /// <param name="received">When they came, in microseconds, never less than before.</param>
    /// <param name="isRepeated">Receives which ones were seen before; these change nothing.</param>
    internal void AcceptGroup(MicroBatch batch, ReadOnlySpan<UInt128> ids, long received, Span<bool> isRepeated)
    {
        long start = StageTimes.Start(_times);
        int first = batch.Count;
        _seen.Approach(ids);
        for (int i = 0; i < ids.Length; i++)
        {
            batch.Bring(first + i);
            isRepeated[i] = !TryPlace(batch, ids[i], received);
        }
        if (batch.Count > first)
            ComputeFeatures(batch, first, batch.Count);
        StageTimes.Stop(_times, Stage.Features, start);
    }

    /// <inheritdoc cref="Accept(MicroBatch)"/>
    /// <param name="batch">The batch.</param>
    /// <param name="id">A hash of the identifier; 0 where it has none.</param>
    /// <param name="received">When it came, in microseconds, never less than before; null where there is no clock.</param>
    internal bool Accept(MicroBatch batch, UInt128 id, long? received)
    {
        long start = StageTimes.Start(_times);
        if (!TryPlace(batch, id, received))
            return false;
        ComputeFeatures(batch, batch.Count - 1, batch.Count);
        StageTimes.Stop(_times, Stage.Features, start);
        return true;
    }

    private UInt128 IdOf(Transaction transaction) =>
        _idSlot >= 0 && transaction.Text(_idSlot) is { IsEmpty: false } id ? IdHash.Of(id) : 0;

    // Its place in the order and in the batch; false when it was seen before.
    private bool TryPlace(MicroBatch batch, UInt128 id, long? received)
    {
        var transaction = batch.Next;
        if (id != 0 && (IsOfEarlier(transaction) || !_seen.Add(id, received ?? 0)))
            return false;
        transaction.Received = received ?? long.MaxValue;
        if (batch.Count == 0)
            batch.Snapshot = Snapshot;
        batch.Sequences[batch.Count++] = ++Sequence;
        return true;
    }

    private void ComputeFeatures(MicroBatch batch, int first, int end)
    {
        _features.Prepare(batch.Transactions.AsSpan(first, end - first));
        for (int row = first; row < end; row++)
        {
            int from = row * batch.Width;
            _features.UpdatePrepared(row - first, batch.Transactions[row], batch.Features.AsSpan(from, batch.Width),
                batch.Baselines.AsSpan(from, batch.Width));
            UsualPrecision.Apply(batch.Baselines.AsSpan(from, batch.Width));
            batch.Arrivals[row] = _features.Arrival;
            _features.CopyLastPlace(batch.Places[row]);
            _detectors?.UpdateOnSequencer(batch, row);
        }
        // What streaming detectors have learned is outside the collector's heap and goes with this object.
        GC.KeepAlive(this);
    }

    private bool IsOfEarlier(Transaction transaction) =>
        _seen.HasEarlier && transaction.Text(_idSlot) is { IsEmpty: false } text && _seen.Contains(IdHash.Of(text));

    /// <summary>
    /// Scores and decides every transaction of a batch. A transaction's result does not depend on its neighbours, to the bit.
    /// </summary>
    public void Score(MicroBatch batch)
    {
        if (batch.Count == 0)
            return;
        var (model, policy) = batch.Snapshot ?? throw new InvalidOperationException("This pipeline has no model.");
        long start = StageTimes.Start(_times);
        model.Ensemble.Score(batch.Snapshot.Prepare(batch), batch.Traces, batch.RawScores);
        StageTimes.Stop(_times, Stage.Detectors, start);

        start = StageTimes.Start(_times);
        for (int row = 0; row < batch.Count; row++)
        {
            batch.Risks[row] = Risk.Of(batch.RawScores[row]);
            batch.Outcomes[row] = policy.Decide(batch.Risks[row]);
        }
        StageTimes.Stop(_times, Stage.Policy, start);
    }

    /// <summary>Takes in a label that arrives after its transaction; false when its window state is gone.</summary>
    public bool ApplyLabel(Transaction transaction, double before = double.NaN) => _features.ApplyLabel(transaction, before);

    /// <summary>Writes all state of the sequencer to a file; <see cref="Restore"/> continues from it to the bit.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var image = new StateImage(new StateHead(Sequence, 0, []), previous: null, Parts);
        StateFile.Save(path, image);
    }

    /// <summary>
    /// Continues from the file of a pipeline with the same stream. This one must be new; it is useless after an exception.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not the state of such a pipeline.</exception>
    public void Restore(string path)
    {
        if (StateFile.IsOne(path))
            StateFile.Load(path, [.. Parts]);
        else
            ReadEarlier(new ModelReader(ModelFile.Open(path, "state", 1).Payload));
    }

    /// <summary>Reads a state of the time before pages; the state must be empty.</summary>
    internal void ReadEarlier(ModelReader reader, long received = 0)
    {
        Sequence = reader.ReadInt64();
        _seen.ReadEarlier(reader, received);
        _features.ReadEarlier(reader);
    }

    /// <summary>All state of the sequencer in its parts.</summary>
    internal IEnumerable<StatePart> Parts => [_seen.Part, .. _features.Parts, .. _detectors?.Parts ?? []];
}

using System.Collections.Immutable;
using Vigil.Detection.Persistence;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>
/// The path of a transaction: accept → sequence → features → detectors → policy → decision. Files, training, replays and the service
/// all go through it. <see cref="Accept"/> belongs to the one sequencer; <see cref="Score"/> and <see cref="Explain"/> are pure functions
/// of the batch and the model and may run on any thread.
/// </summary>
public sealed class ScoringPipeline
{
    private readonly SeenTransactions _seen = new();
    private readonly FeaturePipeline _features;
    private readonly StageTimes? _times;
    private readonly int _idSlot;

    /// <summary>A pipeline with empty state. Without a model it only computes features.</summary>
    public ScoringPipeline(
        TransactionSchema schema, FeatureSet features, Model? model = null, PolicyOptions? policy = null, StageTimes? times = null)
    {
        Schema = schema;
        _features = new FeaturePipeline(schema, features);
        _times = times;
        _idSlot = schema.IndexOf(FieldRole.Id) is var id && id >= 0 ? schema.Slot(id) : -1;
        Model = model;
        Policy = model is null ? null : Policy.Resolve(policy ?? new PolicyOptions(), model);
        if (model is not null && !model.Features.SequenceEqual(features.Features.Select(f => f.Name)))
            throw new InvalidDataException(
                "The model was trained on other features than this stream has: train it again, or use the stream that is in it.");
    }

    /// <summary>The fields.</summary>
    public TransactionSchema Schema { get; }

    /// <summary>The columns.</summary>
    public ImmutableArray<FeatureSpec> Features => _features.Features;

    /// <summary>The model, an immutable snapshot.</summary>
    public Model? Model { get; }

    /// <summary>The policy.</summary>
    public Policy? Policy { get; }

    /// <summary>Transactions accepted so far.</summary>
    public long Sequence { get; private set; }

    /// <summary>What each entity key holds.</summary>
    public IEnumerable<KeyStatistics> Statistics => _features.Statistics;

    /// <summary>Whether a transaction came too late for its windows and is not in them.</summary>
    public bool HasLeftOut => _features.HasLeftOut;

    /// <summary>A batch that fits.</summary>
    public MicroBatch NewBatch(int capacity) => new(Schema, _features.Width, capacity);

    /// <summary>
    /// Accepts the transaction in <see cref="MicroBatch.Next"/>: gives it its place in the order and computes its features.
    /// </summary>
    /// <returns>False, and nothing changes, when its identifier was seen before.</returns>
    public bool Accept(MicroBatch batch)
    {
        long start = StageTimes.Start(_times);
        var transaction = batch.Next;
        if (_idSlot >= 0 && transaction.Text(_idSlot) is { IsEmpty: false } id && !_seen.Add(id))
            return false;
        int row = batch.Count++;
        batch.Sequences[row] = ++Sequence;
        int from = row * batch.Width;
        _features.Update(transaction, batch.Features.AsSpan(from, batch.Width), batch.Baselines.AsSpan(from, batch.Width));
        StageTimes.Stop(_times, Stage.Features, start);
        return true;
    }

    /// <summary>
    /// Scores and decides every transaction of a batch. A transaction's result does not depend on its neighbours, to the bit.
    /// </summary>
    public void Score(MicroBatch batch)
    {
        var model = Model ?? throw new InvalidOperationException("This pipeline has no model.");
        long start = StageTimes.Start(_times);
        var prepared = batch.Prepared.AsSpan(0, batch.Count * batch.Width);
        batch.Features.AsSpan(0, prepared.Length).CopyTo(prepared);
        model.Preprocessor.Apply(prepared);
        model.Ensemble.Score(prepared, batch.RawScores);
        StageTimes.Stop(_times, Stage.Detectors, start);

        start = StageTimes.Start(_times);
        for (int row = 0; row < batch.Count; row++)
        {
            batch.Risks[row] = Risk.Of(batch.RawScores[row]);
            batch.Outcomes[row] = Policy!.Decide(batch.Risks[row]);
        }
        StageTimes.Stop(_times, Stage.Policy, start);
    }

    /// <summary>Explains one scored transaction of a batch.</summary>
    public Explanation Explain(MicroBatch batch, int row) => Explanation.Of(this, batch, row);

    /// <summary>Takes in a label that arrives after its transaction; false when its window state is gone.</summary>
    public bool ApplyLabel(Transaction transaction) => _features.ApplyLabel(transaction);

    /// <summary>Writes all state of the sequencer.</summary>
    public void Snapshot(ModelWriter writer)
    {
        writer.Write(Sequence);
        _seen.Write(writer);
        _features.Snapshot(writer);
    }

    /// <summary>Continues from a snapshot of a pipeline with the same stream, to the bit.</summary>
    /// <exception cref="InvalidDataException">The bytes are not the state of such a pipeline.</exception>
    public void Restore(ModelReader reader)
    {
        Sequence = reader.ReadInt64();
        _seen.Read(reader);
        _features.Restore(reader);
    }
}

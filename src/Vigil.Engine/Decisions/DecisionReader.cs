using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Decisions;

/// <summary>Turns entries of the journal into decisions. Thread-safe; models are read once and kept.</summary>
public sealed class DecisionReader
{
    private readonly IDecisionQuery _decisions;
    private readonly EntityKeys _keys;

    /// <summary>A reader of a store.</summary>
    /// <param name="decisions">Where they are found.</param>
    /// <param name="keys">What their personal fields are opened with.</param>
    /// <param name="models">What made them.</param>
    /// <param name="key">What the data keys are wrapped with.</param>
    public DecisionReader(IDecisionQuery decisions, IEntityKeyStore keys, ModelLibrary models, MasterKey key)
    {
        _decisions = decisions;
        _keys = new EntityKeys(key, keys);
        Models = models;
    }

    /// <summary>The model versions.</summary>
    public ModelLibrary Models { get; }

    /// <summary>The decision in an entry of that kind.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="label">The label that came later; without one, that of the transaction itself counts.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="InvalidDataException">The entry is no decision or is damaged, or its model is not kept.</exception>
    public async ValueTask<Decision> ReadAsync(JournalEntry entry, bool? label, CancellationToken cancellation)
    {
        if (entry.Kind != EntryKind.Decision)
            throw new InvalidDataException($"The entry {entry.Sequence} is a {entry.Kind}, not a decision.");
        var names = DecisionRecord.NamesOf(entry.Body.Span);
        var stream = await Models.StreamOfAsync(names, cancellation).ConfigureAwait(false);
        var masked = new Transaction(stream.Schema);
        var record = DecisionRecord.Decode(entry.Body.Span, masked);
        var snapshot = stream.SnapshotOf((await Models.GetAsync(names.Model, cancellation).ConfigureAwait(false)).Model);
        if (record.Policy != snapshot.Policy)
            snapshot = snapshot with { Policy = record.Policy };
        byte[]? key = stream.Personal.IsEmpty ? null : await _keys.FindAsync(record.Entity, cancellation).ConfigureAwait(false);
        var (transaction, isErased) = Open(stream.Personal, record, masked, entry, key);
        return new Decision
        {
            Sequence = entry.Sequence,
            Stream = stream,
            Received = entry.Received,
            Transaction = transaction,
            Features = record.Features,
            Baselines = record.Baselines,
            Place = record.Place,
            RawScore = record.RawScore,
            Risk = Risk.Of(record.RawScore),
            Outcome = record.Outcome,
            Snapshot = snapshot,
            IsErased = isErased,
            Label = label ?? (double.IsNaN(masked.Label) ? null : masked.Label == 1),
            Stored = record.Contributions.Length == 0 ? null : snapshot.Complete(record.Contributions, record.RawScore),
        };
    }

    /// <summary>The decision of a transaction, or null.</summary>
    public async ValueTask<Decision?> FindAsync(LiveStream stream, byte[] transactionId, CancellationToken cancellation)
    {
        if (await FindEntryAsync(stream, stream.Personal.IdOf(transactionId), cancellation).ConfigureAwait(false) is not { } entry)
            return null;
        var found = await _decisions.FindAsync(entry.Sequence, cancellation).ConfigureAwait(false);
        return await ReadAsync(entry, found?.Label, cancellation).ConfigureAwait(false);
    }

    /// <summary>What was said of a decision, the newest first; at most <paramref name="limit"/>.</summary>
    public async ValueTask<IReadOnlyList<LabelFact>> LabelsAsync(long decision, int limit, CancellationToken cancellation)
    {
        var entries = await _decisions.LabelsAsync(decision, limit, cancellation).ConfigureAwait(false);
        if (entries.Count == 0
            || (await _decisions.FindAsync(decision, cancellation).ConfigureAwait(false))?.Entry is not { } entry)
            return [];
        var stream = await StreamOfAsync(entry, cancellation).ConfigureAwait(false);
        var record = DecisionRecord.Decode(entry.Body.Span, new Transaction(stream.Schema));
        byte[]? key = stream.Personal.IsEmpty ? null : await KeyOfAsync(record.Entity, cancellation).ConfigureAwait(false);
        return [.. entries.Select(e => Fact(e, stream.Personal.IsEmpty, key, record.Entity))];
    }

    /// <summary>The data key of an entity, or null when it has none (any more).</summary>
    internal ValueTask<byte[]?> KeyOfAsync(UInt128 entity, CancellationToken cancellation) => _keys.FindAsync(entity, cancellation);

    /// <summary>The stream under the definition of a decision's time.</summary>
    internal ValueTask<LiveStream> StreamOfAsync(JournalEntry decision, CancellationToken cancellation) =>
        Models.StreamOfAsync(DecisionRecord.NamesOf(decision.Body.Span), cancellation);

    internal async ValueTask<JournalEntry?> FindEntryAsync(LiveStream stream, UInt128 id, CancellationToken cancellation)
    {
        var candidates = await _decisions.FindTransactionAsync(stream.Name, (long)id, cancellation).ConfigureAwait(false);
        for (int i = candidates.Count - 1; i >= 0; i--)
        {
            var its = await StreamOfAsync(candidates[i], cancellation).ConfigureAwait(false);
            var masked = new Transaction(its.Schema);
            DecisionRecord.DecodeTransaction(candidates[i].Body.Span, masked);
            if (its.Personal.IsIdOf(masked, id))
                return candidates[i];
        }
        return null;
    }

    private static LabelFact Fact(JournalEntry entry, bool isPlain, byte[]? key, UInt128 entity)
    {
        var label = LabelRecord.Decode(entry.Body.Span);
        byte[]? bytes = label.Note.Length == 0 || isPlain ? label.Note : key is null ? null : Open(label, entry, key, entity);
        var note = bytes is null or { Length: 0 } ? LabelNote.None : LabelNote.Decode(bytes);
        return new LabelFact(entry.Sequence, new Conclusion(label.IsFraud, note), label.Time, entry.Received, label.By);
    }

    private static byte[]? Open(LabelRecord label, JournalEntry entry, byte[] key, UInt128 entity) => label.IsBound
        ? EntityBox.Open(key, label.Note, new BoxPlace(LabelRecord.Field, entry.Stream, entity, entry.Sequence))
        : SealedBox.Open(key, label.Note);

    private static (Transaction Transaction, bool IsErased) Open(
        PersonalFields personal, DecisionRecord record, Transaction masked, JournalEntry entry, byte[]? key)
    {
        if (personal.IsEmpty)
            return (masked, false);
        var place = new BoxPlace(DecisionRecord.Field, entry.Stream, record.Entity, entry.Sequence);
        byte[]? packed = key is null ? null
            : record.IsBound ? EntityBox.Open(key, record.Sealed, place) : SealedBox.Open(key, record.Sealed);
        return packed is null ? (personal.Without(masked), true) : (personal.Unpack(masked, packed), false);
    }
}

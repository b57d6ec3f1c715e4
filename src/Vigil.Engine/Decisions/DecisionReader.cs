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
    /// <exception cref="InvalidDataException">The entry is no decision or is damaged, or its model is not kept.</exception>
    public Decision Read(JournalEntry entry, bool? label = null)
    {
        if (entry.Kind != EntryKind.Decision)
            throw new InvalidDataException($"The entry {entry.Sequence} is a {entry.Kind}, not a decision.");
        var names = DecisionRecord.NamesOf(entry.Body.Span);
        var stream = Models.StreamOf(names);
        var masked = new Transaction(stream.Schema);
        var record = DecisionRecord.Decode(entry.Body.Span, masked);
        var snapshot = stream.SnapshotOf(Models.Get(names.Model).Model);
        if (record.Policy != snapshot.Policy)
            snapshot = snapshot with { Policy = record.Policy };
        var transaction = Open(stream.Personal, record, masked, entry, out bool isErased);
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
    public Decision? Find(LiveStream stream, ReadOnlySpan<byte> transactionId) =>
        FindEntry(stream, stream.Personal.IdOf(transactionId)) is { } entry
            ? Read(entry, _decisions.Find(entry.Sequence)?.Label) : null;

    /// <summary>What was said of a decision, the newest first; at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<LabelFact> Labels(long decision, int limit)
    {
        var entries = _decisions.Labels(decision, limit);
        if (entries.Count == 0 || _decisions.Find(decision)?.Entry is not { } entry)
            return [];
        var stream = StreamOf(entry);
        var record = DecisionRecord.Decode(entry.Body.Span, new Transaction(stream.Schema));
        byte[]? key = stream.Personal.IsEmpty ? null : KeyOf(record.Entity);
        return [.. entries.Select(e => Fact(e, stream.Personal.IsEmpty, key, record.Entity))];
    }

    /// <summary>The data key of an entity, or null when it has none (any more).</summary>
    internal byte[]? KeyOf(UInt128 entity) => _keys.Find(entity);

    /// <summary>The stream under the definition of a decision's time.</summary>
    internal LiveStream StreamOf(JournalEntry decision) => Models.StreamOf(DecisionRecord.NamesOf(decision.Body.Span));

    internal JournalEntry? FindEntry(LiveStream stream, UInt128 id)
    {
        var candidates = _decisions.FindTransaction(stream.Name, (long)id);
        return candidates.LastOrDefault(entry =>
        {
            var its = StreamOf(entry);
            var masked = new Transaction(its.Schema);
            DecisionRecord.DecodeTransaction(entry.Body.Span, masked);
            return its.Personal.IsIdOf(masked, id);
        });
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

    private Transaction Open(
        PersonalFields personal, DecisionRecord record, Transaction masked, JournalEntry entry, out bool isErased)
    {
        isErased = false;
        if (personal.IsEmpty)
            return masked;
        var place = new BoxPlace(DecisionRecord.Field, entry.Stream, record.Entity, entry.Sequence);
        byte[]? packed = _keys.Find(record.Entity) is not { } key ? null
            : record.IsBound ? EntityBox.Open(key, record.Sealed, place) : SealedBox.Open(key, record.Sealed);
        isErased = packed is null;
        return packed is null ? personal.Without(masked) : personal.Unpack(masked, packed);
    }
}

using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>A label that was taken in.</summary>
/// <param name="Sequence">Its place in the journal; 0 when nothing was written.</param>
/// <param name="Decision">The sequence of the decision that it belongs to.</param>
/// <param name="IsDuplicate">Whether the transaction had that label already.</param>
public sealed record LabelResult(long Sequence, long Decision, bool IsDuplicate)
{
    /// <summary>What was said before.</summary>
    public Conclusion Before { get; init; } = Conclusion.None;

    /// <summary>Whether it was refused, because its note is about an entity that is erased.</summary>
    public bool IsErased { get; init; }
}

/// <summary>Journals labels and feeds them to the features.</summary>
internal sealed class Labelling(ServiceLoop loop, DecisionReader reader)
{
    /// <summary>Adds a label to the journal; one that changes nothing is not written.</summary>
    /// <exception cref="StorageException">It could not be made durable, or the service is not ready.</exception>
    public Task<LabelResult> Add(LiveStream stream, JournalEntry decision, Conclusion conclusion, long? time, string by)
    {
        // What the decision knew of it: fields may have changed since.
        var its = reader.StreamOf(decision);
        var masked = new Transaction(its.Schema);
        var record = DecisionRecord.Decode(decision.Body.Span, masked);
        return loop.Run(async sequencer =>
        {
            bool isInFlight = sequencer.LabelsInFlight.TryGetValue(decision.Sequence, out var last);
            var before = isInFlight ? last.Conclusion : Known(decision.Sequence);
            bool? own = double.IsNaN(masked.Label) ? null : masked.Label == 1;
            if (IsSame(conclusion, before, own))
            {
                await sequencer.Barrier().ConfigureAwait(false);
                return new LabelResult(0, decision.Sequence, IsDuplicate: true) { Before = before };
            }
            if (Sealing(its, record.Entity, conclusion.Note) is not { } seal)
                return new LabelResult(0, decision.Sequence, IsDuplicate: false) { IsErased = true };
            bool? counted = before.IsFraud ?? own;
            var onDisk = sequencer.Journal(
                (number, received) => JournalEntry.Of(number, stream.Name, received,
                    new LabelRecord(decision.Sequence, conclusion.IsFraud, time ?? received, by, record.Model)
                    { Definition = record.Definition, Before = counted, Note = seal(number) }.Of(masked)),
                () => Apply(sequencer.States.Find(stream.Name)!, its, masked, conclusion.IsFraud ?? own, counted));
            last = sequencer.LabelsInFlight[decision.Sequence] = (conclusion, sequencer.States.Sequence);
            try
            {
                return new LabelResult(await onDisk.ConfigureAwait(false), decision.Sequence, IsDuplicate: false) { Before = before };
            }
            finally
            {
                sequencer.LabelsInFlight.TryRemove(new(decision.Sequence, last));
            }
        });
    }

    private static void Apply(StreamState state, LiveStream its, Transaction masked, bool? isFraud, bool? before)
    {
        double own = masked.Label;
        masked.Label = LabelRecord.NumberOf(isFraud);
        state.ApplyLabel(its, masked, LabelRecord.NumberOf(before));
        masked.Label = own;
    }

    // Who says the same again without a note keeps the note that there is.
    private static bool IsSame(Conclusion now, Conclusion before, bool? own) => now.Note.IsEmpty
        ? now.IsFraud == (now.IsFraud is null ? before.IsFraud : before.IsFraud ?? own)
        : now == before;

    private Conclusion Known(long decision) =>
        reader.Labels(decision, 1) is [var newest] ? newest.Conclusion : Conclusion.None;

    // Null when the note may not be written: nothing more is kept of who was erased.
    private Func<long, byte[]>? Sealing(LiveStream stream, UInt128 entity, LabelNote note)
    {
        if (note.IsEmpty || stream.Personal.IsEmpty)
            return _ => note.IsEmpty ? [] : note.Encode();
        return reader.KeyOf(entity) is { } key
            ? sequence => EntityBox.Seal(key, note.Encode(), new BoxPlace(LabelRecord.Field, stream.Name, entity, sequence)) : null;
    }
}

using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;
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

/// <summary>Journals labels and feeds them to the features. Thread-safe.</summary>
internal sealed class Labelling(ServiceLife life, DecisionReader reader, IStages stages)
{
    /// <summary>Adds a label to the journal; one that changes nothing is not written.</summary>
    /// <exception cref="StorageException">It could not be made durable, or the service is not ready.</exception>
    public async Task<LabelResult> AddAsync(
        LiveStream stream, JournalEntry decision, Conclusion conclusion, long? time, string by, CancellationToken cancellation)
    {
        // What the decision knew of it: fields may have changed since.
        var its = await reader.StreamOfAsync(decision, cancellation).ConfigureAwait(false);
        var masked = new Transaction(its.Schema);
        var record = DecisionRecord.Decode(decision.Body.Span, masked);
        while (true)
        {
            var known = new KnownBefore(life.Answers.Committed, life.Keys.Erasures);
            var said = await reader.LabelsAsync(decision.Sequence, 1, cancellation).ConfigureAwait(false);
            known = known with
            {
                Conclusion = said is [var newest] ? newest.Conclusion : Conclusion.None,
                Key = conclusion.Note.IsEmpty || its.Personal.IsEmpty ? null
                    : await reader.KeyOfAsync(record.Entity, cancellation).ConfigureAwait(false),
            };
            var label = new NewLabel(stream.Name, its, decision.Sequence, record, masked, conclusion, time, by);
            // What was read may be older than what was said or erased since: then it is read again.
            if (await life.Ask(new LabelCommand(label, known, life.Keys, stages)).ConfigureAwait(false) is { } result)
                return result;
        }
    }

    /// <summary>What the store knew when it was asked.</summary>
    /// <param name="Sequence">It knows what was said up to this entry of the journal.</param>
    /// <param name="Erasures">So many entities were erased.</param>
    private sealed record KnownBefore(long Sequence, long Erasures)
    {
        public Conclusion Conclusion { get; init; } = Conclusion.None;

        public byte[]? Key { get; init; }
    }

    private sealed record NewLabel(
        string Stream, LiveStream Its, long Decision, DecisionRecord Record, Transaction Masked, Conclusion Conclusion, long? Time,
        string By);

    /// <summary>Null when what was known before is too old.</summary>
    private sealed class LabelCommand(NewLabel label, KnownBefore known, RecentKeys keys, IStages stages)
        : SequencerCommand<LabelResult?>(stages)
    {
        protected override void DoOnSequencer(Sequencer sequencer)
        {
            if (!sequencer.Labels.ReachesBackTo(known.Sequence) || keys.Erasures != known.Erasures)
            {
                Set(null);
                return;
            }
            var before = sequencer.Labels.Since(known.Sequence, label.Decision) ?? known.Conclusion;
            bool? own = double.IsNaN(label.Masked.Label) ? null : label.Masked.Label == 1;
            var result = new LabelResult(0, label.Decision, IsDuplicate: false) { Before = before };
            if (IsSame(label.Conclusion, before, own))
                sequencer.Follow(fault => Set(result with { IsDuplicate = true }, fault));
            else if (IsSealed && known.Key is null)
                // Nothing more is kept of who was erased.
                Set(new LabelResult(0, label.Decision, IsDuplicate: false) { IsErased = true });
            else
                Journal(sequencer, result, before.IsFraud ?? own, label.Conclusion.IsFraud ?? own);
        }

        private void Journal(Sequencer sequencer, LabelResult result, bool? counted, bool? counts)
        {
            sequencer.Journal(
                (number, received) => JournalEntry.Of(number, label.Stream, received, RecordOf(number, received, counted)),
                () => Apply(sequencer.States.Find(label.Stream)!, counts, counted),
                (number, fault) => Set(result with { Sequence = number }, fault));
            sequencer.Labels.Add(label.Decision, label.Conclusion, sequencer.States.Sequence);
        }

        private LabelRecord RecordOf(long sequence, long received, bool? counted) =>
            new LabelRecord(label.Decision, label.Conclusion.IsFraud, label.Time ?? received, label.By, label.Record.Model)
            {
                Definition = label.Record.Definition,
                Before = counted,
                Note = NoteOf(sequence),
            }.Of(label.Masked);

        private bool IsSealed => !label.Conclusion.Note.IsEmpty && !label.Its.Personal.IsEmpty;

        private byte[] NoteOf(long sequence) => label.Conclusion.Note.IsEmpty ? []
            : !IsSealed ? label.Conclusion.Note.Encode()
            : EntityBox.Seal(known.Key!, label.Conclusion.Note.Encode(),
                new BoxPlace(LabelRecord.Field, label.Its.Name, label.Record.Entity, sequence));

        private void Apply(StreamState state, bool? isFraud, bool? before)
        {
            double own = label.Masked.Label;
            label.Masked.Label = LabelRecord.NumberOf(isFraud);
            state.ApplyLabel(label.Its, label.Masked, LabelRecord.NumberOf(before));
            label.Masked.Label = own;
        }

        // Who says the same again without a note keeps the note that there is.
        private static bool IsSame(Conclusion now, Conclusion before, bool? own) => now.Note.IsEmpty
            ? now.IsFraud == (now.IsFraud is null ? before.IsFraud : before.IsFraud ?? own)
            : now == before;
    }
}

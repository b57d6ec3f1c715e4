using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

/// <summary>What is done to a sequenced batch on any thread: score, decide, explain, seal, encode. A pure function of the batch.</summary>
internal static class DecisionMaking
{
    /// <summary>Decides a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="entries">Receives the entries of the journal, each at its place.</param>
    /// <param name="first">The sequence of the first place.</param>
    public static void ScoreOnAnyThread(this StreamBatch batch, JournalEntry[] entries, long first)
    {
        batch.State.Pipeline.Score(batch.Batch);
        for (int row = 0; row < batch.Rows.Count; row++)
            entries[batch.Batch.Sequences[row] - first] = Decide(batch, row);
    }

    private static JournalEntry Decide(StreamBatch item, int row)
    {
        var (batch, submission) = (item.Batch, item.Rows[row]);
        var stream = submission.Stream;
        // Approved ones are most of them, and as a rule their explanation can be computed from what is stored, to the bit.
        bool canWait = !submission.WantsExplanation && batch.Outcomes[row] == Outcome.Approve && batch.Snapshot!.ExplainsFeatures;
        var explanation = canWait ? null : batch.Explain(row);
        byte[] box = submission.DataKey is { } key
            ? EntityBox.Seal(key, stream.Personal.Pack(submission.Transaction),
                new BoxPlace(DecisionRecord.Field, stream.Name, submission.Entity, batch.Sequences[row]))
            : [];
        string version = batch.Snapshot!.Model.Version;
        byte[] body = DecisionRecord.Encode(
            submission.Masked, version, batch, row, explanation is null ? [] : explanation.Contributions, submission.Entity, box,
            submission.Group is { IsAwaited: true, Elapsed: { } elapsed } ? elapsed.TotalMilliseconds : double.NaN,
            item.State.Definition);
        submission.Decision = new Decision
        {
            Sequence = batch.Sequences[row],
            Stream = stream,
            Received = submission.Received,
            Transaction = submission.Transaction,
            Features = batch.FeaturesOf(row).ToArray(),
            Baselines = batch.BaselinesOf(row).ToArray(),
            Place = batch.PreviousPlaceOf(row),
            RawScore = batch.RawScores[row],
            Risk = batch.Risks[row],
            Outcome = batch.Outcomes[row],
            Snapshot = batch.Snapshot,
            Arrival = submission.Arrival,
            Stored = explanation,
            Label = double.IsNaN(submission.Transaction.Label) ? null : submission.Transaction.Label == 1,
        };
        return new JournalEntry(batch.Sequences[row], EntryKind.Decision, stream.Name, submission.Received, body);
    }
}

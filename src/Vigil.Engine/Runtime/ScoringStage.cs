using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

/// <summary>What is done to a sequenced batch on any thread: score, decide, explain, seal, encode. A pure function of the batch.</summary>
internal static class ScoringStage
{
    public static JournalEntry[] Run(WorkItem item)
    {
        var batch = item.Batch!;
        if (batch.Count == 0)
            return [];
        item.State!.Pipeline.Score(batch);
        var entries = new JournalEntry[batch.Count];
        int row = 0;
        foreach (var submission in item.Submissions)
            if (!submission.IsDuplicate)
            {
                entries[row] = Decide(item, submission, row);
                row++;
            }
        return entries;
    }

    private static JournalEntry Decide(WorkItem item, Submission submission, int row)
    {
        var (batch, stream) = (item.Batch!, submission.Stream);
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
            item.State!.Definition);
        submission.Decision = new Decision
        {
            Sequence = batch.Sequences[row],
            Stream = stream,
            Received = item.Received[row],
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
        return new JournalEntry(batch.Sequences[row], EntryKind.Decision, stream.Name, item.Received[row], body);
    }
}

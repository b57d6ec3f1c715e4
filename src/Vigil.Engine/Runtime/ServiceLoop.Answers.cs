using Vigil.Engine.Features;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

internal sealed partial class ServiceLoop
{
    private static readonly string[] OutcomeNames = [.. Enum.GetNames<Outcome>().Select(n => n.ToLowerInvariant())];

    /// <summary>On the writer's thread, in sequence: the item is on disk, or failed.</summary>
    private void Answer(WorkItem item, Exception? fault)
    {
        if (fault is null)
            Commit(item);
        else
            Report(fault);
        item.Finished?.Invoke(fault);
        var failure = fault is null ? SubmissionFailure.None : SubmissionFailure.StorageUnavailable;
        foreach (var submission in item.Submissions)
            if (submission.IsDuplicate && fault is null)
                ThreadPool.UnsafeQueueUserWorkItem(
                    static s => s.Loop.AnswerDuplicate(s.Submission), (Loop: this, Submission: submission), preferLocal: true);
            else
                Complete(submission, failure);
        _sequencer.Return(item);
    }

    // The sequencer may hold a batch back for as long as the writer is busy.
    private void WakeSequencer()
    {
        if (_commands.Count == 0)
            _commands.TryAdd(Tick);
    }

    private void Commit(WorkItem item)
    {
        if (item.Entries.Count == 0)
            return;
        _faults = 0;
        Volatile.Write(ref _committed, item.Entries[^1].Sequence);
        Announce();
        if (item.Batch is { } batch)
            Count(item, batch);
    }

    private void Announce() =>
        Interlocked.Exchange(ref _news, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private void Count(WorkItem item, MicroBatch batch)
    {
        Span<int> counts = stackalloc int[3];
        for (int row = 0; row < batch.Count; row++)
            counts[(int)batch.Outcomes[row]]++;
        for (int outcome = 0; outcome < counts.Length; outcome++)
            if (counts[outcome] > 0)
                _metrics.Decisions.Add(
                    counts[outcome], new("stream", item.State!.Stream.Name),
                    new KeyValuePair<string, object?>("decision", OutcomeNames[outcome]));
        foreach (var submission in item.Submissions)
            if (!submission.IsDuplicate)
                CountOdd(submission);
    }

    private void CountOdd(Submission submission)
    {
        var stream = new KeyValuePair<string, object?>("stream", submission.Stream.Name);
        if (submission.Entity == 0)
            _metrics.MissingEntities.Add(1, stream);
        if (submission.Arrival != Arrival.InOrder)
            _metrics.LateEvents.Add(1, stream, new("placed", submission.Arrival == Arrival.Late ? "true" : "false"));
    }

    private void AnswerDuplicate(Submission submission)
    {
        try
        {
            var entry = _reader.FindEntry(submission.Stream, submission.Id);
            var recorded = entry is null ? null : _reader.Read(entry, _ports.Decisions.Find(entry.Sequence)?.Label);
            submission.Decision = recorded?.AsDuplicate();
            if (recorded is not null)
                submission.Differences = SameContent.Differences(submission, entry!, recorded);
            bool differs = submission.Differences.Count > 0;
            (differs ? _metrics.Conflicts : _metrics.Duplicates).Add(1);
            Complete(submission,
                recorded is null ? SubmissionFailure.NotKept : differs ? SubmissionFailure.Differs : SubmissionFailure.None);
        }
        catch (Exception e)
        {
            // The client must get an answer whatever it is.
            _notify(new Notice(true, "A recorded decision could not be read: " + e.Message));
            Complete(submission, SubmissionFailure.StorageUnavailable);
        }
    }

    private void Complete(Submission submission, SubmissionFailure failure)
    {
        submission.Failure = failure;
        if (failure != SubmissionFailure.None)
            submission.Decision = null;
        Interlocked.Decrement(ref _queued);
        var group = submission.Group!;
        if (!group.Complete() || failure != SubmissionFailure.None)
            return;
        var elapsed = _time.GetElapsedTime(group.Started);
        Latency.Record(elapsed.TotalMilliseconds, group.Submissions.Count);
        _metrics.Duration.Record(elapsed.TotalSeconds);
    }
}

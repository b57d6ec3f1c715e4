using Vigil.Engine.Decisions;
using Vigil.Engine.Features;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Runtime;

/// <summary>Answers those who wait, each once: with a decision that is on disk, or with why there is none. Thread-safe.</summary>
internal sealed class Answers(StoragePorts ports, DecisionReader reader, IStages stages, TimeProvider time, Action<Notice> notify)
{
    private static readonly string[] OutcomeNames = [.. Enum.GetNames<Scoring.Outcome>().Select(n => n.ToLowerInvariant())];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private TaskCompletionSource? _looked;
    private int _waiting, _looking;
    private long _committed;

    /// <summary>What is measured; set before it is used.</summary>
    public ServiceMetrics Metrics { get; set; } = null!;

    public LatencyRecorder Latency { get; } = new(time);

    /// <summary>Transactions that wait for an answer.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>The last sequence that is on disk.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>That so much is on disk; tells those who wait for it.</summary>
    public void Commit(long sequence)
    {
        Volatile.Write(ref _committed, sequence);
        Interlocked.Exchange(ref _news, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>Completes when something beyond a sequence is on disk.</summary>
    public async Task WaitForAsync(long beyond, CancellationToken cancellation)
    {
        while (true)
        {
            var news = Volatile.Read(ref _news);
            if (Committed > beyond)
                return;
            await news.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Done when all repeats are answered that are being looked up; no new ones come any more.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            if (_looking == 0)
                return Task.CompletedTask;
            return (_looked ??= new TaskCompletionSource(stages.Continuations)).Task;
        }
    }

    /// <summary>Lets a group wait; false when too many do. A group that is larger than all may wait alone.</summary>
    public bool TryEnter(SubmissionGroup group, int capacity)
    {
        int count = group.Submissions.Count, depth = Interlocked.Add(ref _waiting, count);
        if (depth <= capacity || depth == count)
        {
            (group.Clock, group.Started) = (time, time.GetTimestamp());
            return true;
        }
        Leave(group);
        Metrics.Refused.Add(count);
        return false;
    }

    /// <summary>It does not wait any more, and was not answered.</summary>
    public void Leave(SubmissionGroup group) => Interlocked.Add(ref _waiting, -group.Submissions.Count);

    /// <summary>Answers all who wait for an item that is on disk, or failed.</summary>
    public void AnswerOnWriter(WorkItem item, Exception? fault)
    {
        if (fault is null && item.Entries is [.., var last])
        {
            Commit(last.Sequence);
            foreach (var batch in item.Batches)
                Count(batch);
        }
        item.Finished?.Invoke(fault);
        foreach (var submission in item.Submissions)
            if (submission.IsDuplicate && fault is null)
                Look(submission);
            else
                Complete(submission, fault is null ? SubmissionFailure.None : SubmissionFailure.StorageUnavailable);
    }

    /// <summary>Answers one.</summary>
    public void Complete(Submission submission, SubmissionFailure failure)
    {
        submission.Failure = failure;
        if (failure != SubmissionFailure.None)
            submission.Decision = null;
        Interlocked.Decrement(ref _waiting);
        var group = submission.Group!;
        if (!group.Complete() || failure != SubmissionFailure.None)
            return;
        var elapsed = time.GetElapsedTime(group.Started);
        Latency.Record(elapsed.TotalMilliseconds, group.Submissions.Count);
        Metrics.Duration.Record(elapsed.TotalSeconds);
    }

    private void Count(StreamBatch batch)
    {
        Span<int> counts = stackalloc int[OutcomeNames.Length];
        for (int row = 0; row < batch.Rows.Count; row++)
            counts[(int)batch.Batch.Outcomes[row]]++;
        var stream = new KeyValuePair<string, object?>("stream", batch.State.Stream.Name);
        for (int outcome = 0; outcome < counts.Length; outcome++)
            if (counts[outcome] > 0)
                Metrics.Decisions.Add(counts[outcome], stream, new("decision", OutcomeNames[outcome]));
        foreach (var submission in batch.Rows)
        {
            if (submission.Entity == 0)
                Metrics.MissingEntities.Add(1, stream);
            if (submission.Arrival != Arrival.InOrder)
                Metrics.LateEvents.Add(1, stream, new("placed", submission.Arrival == Arrival.Late ? "true" : "false"));
        }
    }

    private void Look(Submission submission)
    {
        lock (_gate)
            _looking++;
        stages.Queue(new DuplicateAnswer(this, submission));
    }

    private async Task AnswerDuplicateAsync(Submission submission)
    {
        await AnswerFromStoreAsync(submission).ConfigureAwait(false);
        lock (_gate)
            if (--_looking == 0)
                _looked?.TrySetResult();
    }

    private async ValueTask AnswerFromStoreAsync(Submission submission)
    {
        try
        {
            var entry = await reader.FindEntryAsync(submission.Stream, submission.Id, CancellationToken.None).ConfigureAwait(false);
            var recorded = entry is null ? null : await ReadAsync(entry).ConfigureAwait(false);
            submission.Decision = recorded?.AsDuplicate();
            if (recorded is not null)
                submission.Differences = SameContent.Differences(submission, entry!, recorded);
            bool differs = submission.Differences.Count > 0;
            (differs ? Metrics.Conflicts : Metrics.Duplicates).Add(1);
            Complete(submission,
                recorded is null ? SubmissionFailure.NotKept : differs ? SubmissionFailure.Differs : SubmissionFailure.None);
        }
        catch (Exception e)
        {
            // The client must get an answer whatever it is.
            notify(new Notice(true, "A recorded decision could not be read: " + e.Message));
            Complete(submission, SubmissionFailure.StorageUnavailable);
        }
    }

    private async ValueTask<Decision> ReadAsync(JournalEntry entry)
    {
        var found = await ports.Decisions.FindAsync(entry.Sequence, CancellationToken.None).ConfigureAwait(false);
        return await reader.ReadAsync(entry, found?.Label, CancellationToken.None).ConfigureAwait(false);
    }

    private sealed class DuplicateAnswer(Answers answers, Submission submission) : IThreadPoolWorkItem
    {
        // It fails with an answer, never otherwise.
        public void Execute() => _ = answers.AnswerDuplicateAsync(submission);
    }
}

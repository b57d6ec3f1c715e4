using System.Collections.Concurrent;
using Vigil.Engine.Access;
using Vigil.Engine.Features;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Gives transactions their order and updates all window state; the only one who does. It fills a micro-batch for each stream until
/// <see cref="PassOn"/>. All of it but <see cref="Return"/> belongs to the sequencer's thread.
/// </summary>
/// <param name="states">The state.</param>
/// <param name="keys">Data keys.</param>
/// <param name="path">Takes what is passed on.</param>
/// <param name="stages">Who runs it.</param>
/// <param name="time">The clock.</param>
/// <param name="batchSize">Transactions in a batch at most.</param>
internal sealed class Sequencer(
    StreamStates states, RecentKeys keys, LivePath path, IStages stages, TimeProvider time, int batchSize)
{
    private readonly ConcurrentDictionary<StreamState, ConcurrentBag<MicroBatch>> _free = new();
    private WorkItem? _open;

    /// <summary>Why state and journal may differ from here on, or null: nothing more may be accepted then.</summary>
    public Exception? Fault { get; private set; }

    public StreamStates States => states;

    /// <summary>Labels of decisions that the store may not show yet.</summary>
    public RecentLabels Labels { get; } = new(states.Sequence);

    /// <summary>Transactions that wait to be passed on.</summary>
    public int Open => _open?.Submissions.Count ?? 0;

    /// <summary>Takes in the next transactions of a group, as many as are looked up side by side.</summary>
    /// <param name="group">The group.</param>
    /// <param name="next">Where it goes on.</param>
    /// <returns>False when there is no room, so that those who come after wait, too, or after a <see cref="Fault"/>.</returns>
    public bool Accept(SubmissionGroup group, ref int next)
    {
        if (path.IsBehindOnSequencer)
            return false;
        try
        {
            var first = group.Submissions[next];
            var state = states.Find(first.Stream.Name)
                ?? throw new StorageException($"The stream '{first.Stream.Name}' has no model that is on disk: promote one.");
            if (_open?.BatchOf(state) is { Batch.IsFull: true })
                PassOn();
            var item = _open ??= new WorkItem();
            if (next == 0 && group.Request is { } request)
                item.Requests.Add(request);
            Take(item, state, group, ref next);
            return true;
        }
        catch (Exception e)
        {
            // The windows may have an event that will never be in the journal.
            Fault = e;
            return false;
        }
    }

    private void Take(WorkItem item, StreamState state, SubmissionGroup group, ref int next)
    {
        var batch = BatchOf(item, state);
        long received = Now();
        Span<UInt128> ids = stackalloc UInt128[FeaturePipeline.GroupLength];
        var run = new RunOfRows();
        int room = Math.Min(ids.Length, batch.Batch.Transactions.Length - batch.Batch.Count), count = 0;
        for (; next < group.Submissions.Count && count < room && IsOf(state, group.Submissions[next]); next++)
        {
            var submission = group.Submissions[next];
            item.Submissions.Add(submission);
            if (submission.Stream != state.Stream)
                submission.Become(state.Stream);
            submission.Received = received;
            if (submission.IsDuplicate = submission.IsRecorded)
                continue;
            batch.Batch.Put(batch.Batch.Count + count, submission.Masked);
            (run[count], ids[count]) = (submission, submission.Id);
            count++;
        }
        if (count > 0)
            Place(item, batch, run, ids[..count]);
    }

    private void Place(WorkItem item, StreamBatch batch, in RunOfRows run, ReadOnlySpan<UInt128> ids)
    {
        var pipeline = batch.State.Pipeline;
        long last = pipeline.Sequence, received = run[0].Received;
        int row = batch.Batch.Count;
        Span<bool> isRepeated = stackalloc bool[ids.Length];
        pipeline.Sequence = states.Sequence;
        pipeline.AcceptGroup(batch.Batch, ids, received, isRepeated);
        if (batch.Batch.Count == row)
        {
            // The journal knows nothing of them, so state must not either.
            pipeline.Sequence = last;
        }
        else
        {
            (states.Sequence, states.Received) = (pipeline.Sequence, received);
        }
        for (int i = 0; i < ids.Length; i++)
        {
            var submission = run[i];
            if (submission.IsDuplicate = isRepeated[i])
                continue;
            submission.Arrival = batch.Batch.Arrivals[row++];
            batch.Rows.Add(submission);
            if (!submission.Stream.Personal.IsEmpty)
                submission.DataKey = keys.FindOrCreateOnSequencer(submission.Entity, submission.KeyFetched, item.NewKeys);
        }
    }

    /// <summary>Passes what is open on.</summary>
    public void PassOn()
    {
        if (_open is not { } item)
            return;
        _open = null;
        path.PassOnOnSequencer(item);
    }

    /// <summary>Journals an entry that is no decision.</summary>
    /// <param name="create">Makes it, of its sequence and the time.</param>
    /// <param name="change">What it does to state.</param>
    /// <param name="finished">Called on the writer's thread with its sequence, once it is on disk or with what went wrong.</param>
    public void Journal(Func<long, long, JournalEntry> create, Action change, Action<long, Exception?> finished)
    {
        PassOn();
        var entry = create(states.Sequence + 1, Now());
        try
        {
            change();
        }
        catch (Exception e)
        {
            Fault = e;
            throw;
        }
        (states.Sequence, states.Received) = (entry.Sequence, entry.Received);
        path.PassOnOnSequencer(new WorkItem { Finished = fault => finished(entry.Sequence, fault), Entries = [entry] });
    }

    /// <summary>Calls somebody, on the writer's thread, once everything that was accepted so far is on disk or failed.</summary>
    public void Follow(Action<Exception?> finished)
    {
        PassOn();
        path.PassOnOnSequencer(new WorkItem { Finished = finished });
    }

    /// <summary>Waits until everything that was accepted so far is on disk.</summary>
    /// <exception cref="StorageException">It could not be made durable.</exception>
    public void Drain()
    {
        Exception? failed = null;
        var drained = new TaskCompletionSource(stages.Continuations);
        Follow(fault =>
        {
            failed = fault;
            drained.SetResult();
        });
        stages.WaitFor(drained.Task);
        if (failed is not null)
            throw StorageException.Of(failed, "The entry could not be journaled: " + failed.Message);
    }

    /// <summary>Lets go of the batches of a state that another one has taken the place of.</summary>
    public void Forget(StreamState state) => _free.TryRemove(state, out _);

    /// <summary>On any thread: takes the batches of an answered item back.</summary>
    public void Return(WorkItem item)
    {
        foreach (var (state, batch) in item.Batches)
            if (_free.TryGetValue(state, out var free))
                free.Add(batch);
    }

    /// <summary>What was accepted and not passed on; it is not any more.</summary>
    public IReadOnlyList<Submission> Abandon()
    {
        var rest = _open?.Submissions ?? [];
        _open = null;
        return rest;
    }

    private StreamBatch BatchOf(WorkItem item, StreamState state)
    {
        if (item.BatchOf(state) is { } open)
            return open;
        if (!_free.GetOrAdd(state, _ => []).TryTake(out var batch))
            batch = state.Pipeline.NewBatch(batchSize);
        batch.Clear();
        item.Batches.Add(open = new StreamBatch(state, batch));
        return open;
    }

    private static bool IsOf(StreamState state, Submission submission) => submission.Stream.Name == state.Stream.Name;

    // A clock that goes backwards must not reorder what is in order.
    private long Now() => Math.Max(states.Received, Microseconds.Now(time));

    [System.Runtime.CompilerServices.InlineArray(FeaturePipeline.GroupLength)]
    private struct RunOfRows
    {
        private Submission _first;
    }
}

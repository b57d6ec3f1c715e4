using System.Collections.Concurrent;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Gives transactions their order and updates all window state; the only one who does. It fills micro-batches while the writer is busy, so
/// that one commit serves many, and passes them on at once when it is idle.
/// </summary>
internal sealed class Sequencer(StreamStates states, EntityKeys keys, JournalWriter writer, TimeProvider time, int batchSize)
{
    private const int BatchesPerStream = 16, ScoredHere = 4, WorthScoring = 64, ScoredAhead = 4;
    private readonly ConcurrentDictionary<StreamState, HandOff<MicroBatch>> _free = new();
    private WorkItem? _open;
    private Exception? _fault;

    /// <summary>Labels of decisions that are not on disk yet, and the sequence of their entry.</summary>
    public ConcurrentDictionary<long, (Conclusion Conclusion, long Sequence)> LabelsInFlight { get; } = new();

    /// <summary>Why state and journal may differ from here on, or null: nothing more may be accepted then.</summary>
    public Exception? Fault => _fault ?? writer.Fault;

    public StreamStates States => states;

    public JournalWriter Writer => writer;

    /// <summary>Whether a batch waits to be passed on.</summary>
    public bool HasOpenBatch => _open is not null;

    /// <summary>Takes a group in.</summary>
    /// <returns>Those that could not be, after a <see cref="Fault"/>.</returns>
    public IReadOnlyList<Submission> Accept(SubmissionGroup group)
    {
        long now = Now();
        int taken = 0;
        try
        {
            while (taken < group.Submissions.Count)
                Accept(group.Submissions[taken++], now);
            return [];
        }
        catch (Exception e)
        {
            // The store could not be asked for a data key, say: the event is in the windows already and will never be in the journal.
            _fault = e;
            int first = _open?.Submissions.Contains(group.Submissions[taken - 1]) == true ? taken : taken - 1;
            return [.. group.Submissions.Skip(first)];
        }
    }

    /// <summary>
    /// Passes the open batch on when the writer has nothing to do, or when it is worth scoring while the writer is busy. A small one waits,
    /// for it would have a commit of its own.
    /// </summary>
    public void PassOnWhenIdle()
    {
        if (_open is null)
            return;
        int outstanding = writer.Outstanding;
        if (outstanding == 0 || (_open.Submissions.Count >= WorthScoring && outstanding < ScoredAhead))
            PassOn();
    }

    /// <summary>Passes the open batch on.</summary>
    public void PassOn()
    {
        if (_open is not { } item)
            return;
        _open = null;
        writer.Add(item);
        if (item.Submissions.Count <= ScoredHere)
            item.Score();
        else
            ThreadPool.UnsafeQueueUserWorkItem(static i => i.Score(), item, preferLocal: false);
    }

    /// <summary>Journals an entry that is no decision; <paramref name="change"/> is what it does to state.</summary>
    /// <returns>Done when it is on disk.</returns>
    public Task<long> Journal(Func<long, long, JournalEntry> create, Action change)
    {
        PassOn();
        var entry = create(states.Sequence + 1, Now());
        try
        {
            change();
        }
        catch (Exception e)
        {
            _fault = e;
            throw;
        }
        (states.Sequence, states.Received) = (entry.Sequence, entry.Received);
        return Pass([entry], entry.Sequence);
    }

    /// <summary>Done when everything that was accepted so far is on disk.</summary>
    public Task<long> Barrier()
    {
        PassOn();
        return Pass([], states.Sequence);
    }

    /// <summary>Lets go of the batches of a state that another one has taken the place of.</summary>
    public void Forget(StreamState state) => _free.TryRemove(state, out _);

    /// <summary>Takes the batch of an answered item back.</summary>
    public void Return(WorkItem item)
    {
        if (item is { State: { } state, Batch: { } batch } && _free.TryGetValue(state, out var free))
            free.TryAdd(batch);
    }

    /// <summary>Fails what was accepted and not passed on.</summary>
    public IReadOnlyList<Submission> Abandon()
    {
        var rest = _open?.Submissions ?? [];
        _open = null;
        return rest;
    }

    private Task<long> Pass(IReadOnlyList<JournalEntry> entries, long sequence)
    {
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var item = new WorkItem { Finished = fault => Finish(done, sequence, fault) };
        item.Entries = entries;
        item.Score();
        writer.Add(item);
        return done.Task;
    }

    private static void Finish(TaskCompletionSource<long> done, long sequence, Exception? fault)
    {
        if (fault is null)
            done.SetResult(sequence);
        else
            done.SetException(
                fault as StorageException ?? new StorageException("The entry could not be journaled: " + fault.Message, fault));
    }

    private void Accept(Submission submission, long now)
    {
        var state = states.Find(submission.Stream.Name)
            ?? throw new StorageException($"The stream '{submission.Stream.Name}' has no model that is on disk: promote one.");
        if (submission.Stream != state.Stream)
            submission.Become(state.Stream);
        if (_open is not null && (_open.State != state || _open.Batch!.IsFull))
            PassOn();
        _open ??= new WorkItem { State = state, Batch = TakeBatch(state) };
        var (batch, last) = (_open.Batch!, state.Pipeline.Sequence);
        batch.Exchange(submission.Masked);
        state.Pipeline.Sequence = states.Sequence;
        long received = Math.Max(states.Received, now);
        submission.IsDuplicate = submission.IsRecorded || !state.Pipeline.Accept(batch, submission.Id, received);
        _open.Submissions.Add(submission);
        if (submission.Group is { Request: { } request } group && group.Submissions[0] == submission)
            _open.Requests.Add(request);
        if (submission.IsDuplicate)
        {
            // The journal knows nothing of it, so state must not either.
            state.Pipeline.Sequence = last;
            return;
        }
        submission.Arrival = state.Pipeline.Arrival;
        if (!submission.Stream.Personal.IsEmpty)
            submission.DataKey = keys.FindOrCreate(submission.Entity, _open.NewKeys);
        (states.Sequence, states.Received) = (state.Pipeline.Sequence, received);
        _open.Received.Add(states.Received);
    }

    private MicroBatch TakeBatch(StreamState state)
    {
        var free = _free.GetOrAdd(state, s =>
        {
            var batches = new HandOff<MicroBatch>();
            for (int i = 0; i < BatchesPerStream; i++)
                batches.TryAdd(s.Pipeline.NewBatch(batchSize));
            return batches;
        });
        free.TryTake(out var batch, Timeout.Infinite);
        batch!.Clear();
        return batch;
    }

    // A clock that goes backwards must not reorder what is in order.
    private long Now() => Math.Max(states.Received, (time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
}

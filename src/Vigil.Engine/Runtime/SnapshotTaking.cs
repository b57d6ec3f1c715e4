using Vigil.Engine.Journal;
using Vigil.Engine.Runtime.Stages;
using Vigil.Engine.State;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Takes snapshots of the state: to begin one is nothing for the sequencer; it is written on a thread of its own, once everything in it is
/// on disk.
/// </summary>
internal sealed class SnapshotTaking(
    ServiceOptions options, ISnapshotStore store, IStages stages, TimeProvider time, Action<Notice> notify)
{
    private long _sequence, _time;
    private readonly List<(Action<long?, Exception?> Finished, bool IsIts)> _following = [];
    private Task _running = Task.CompletedTask;
    private volatile bool _isSavedLost;

    /// <summary>The newest one: its sequence, and when it was taken; null before the first since the start.</summary>
    public (long Sequence, DateTimeOffset Time)? Last { get; private set; }

    /// <summary>That the newest one is of an entry.</summary>
    public void BeginOnSequencer(long sequence) => (_sequence, _time) = (sequence, time.GetTimestamp());

    /// <summary>That the next one has to be whole, for a part of the state is another one.</summary>
    public void LoseSavedOnSequencer() => _isSavedLost = true;

    /// <summary>Takes one when it is time to; whether it did.</summary>
    public bool TakeWhenDueOnSequencer(Sequencer sequencer)
    {
        // What a command has left half changed must never be what a recovery begins with.
        if (sequencer.Fault is not null)
            return false;
        long entries = sequencer.States.Sequence - _sequence;
        bool isDue = entries >= options.SnapshotEntries || (entries > 0 && time.GetElapsedTime(_time) >= options.SnapshotInterval);
        if (!isDue || !_running.IsCompleted)
            return false;
        TakeOnSequencer(sequencer);
        return true;
    }

    /// <summary>The last one before the end.</summary>
    public void EndOnSequencer(Sequencer sequencer)
    {
        stages.WaitFor(_running);
        if (sequencer.States.Sequence > _sequence)
            TakeOnSequencer(sequencer);
    }

    /// <summary>Returns when none is being written.</summary>
    public void WaitOnSequencer() => stages.WaitFor(_running);

    /// <summary>Begins one, unless one is being written.</summary>
    /// <param name="sequencer">The state.</param>
    /// <param name="finished">
    /// Told, on any thread, its sequence once it is on disk or what went wrong; or null once the other one has ended.
    /// </param>
    public void TakeOrJoinOnSequencer(Sequencer sequencer, Action<long?, Exception?> finished)
    {
        bool isNew;
        lock (_following)
            _following.Add((finished, isNew = _running.IsCompleted));
        if (isNew)
            TakeOnSequencer(sequencer);
    }

    private void TakeOnSequencer(Sequencer sequencer)
    {
        var states = sequencer.States;
        (_sequence, _time) = (states.Sequence, time.GetTimestamp());
        if (_isSavedLost)
            states.Unsaved();
        _isSavedLost = false;
        var image = states.Capture();
        var done = new TaskCompletionSource(stages.Continuations);
        _running = done.Task;
        sequencer.Follow(fault => stages.Run("Vigil snapshot", () => Save(states, image, fault, done)));
    }

    private void Save(StreamStates states, StateImage image, Exception? fault, TaskCompletionSource done)
    {
        try
        {
            using (image)
            {
                if (fault is not null)
                    throw StorageException.Of(fault, fault.Message);
                states.Saved(image, store.SaveAsync(image, CancellationToken.None).OnOwnThread());
            }
            Last = (image.Head.Sequence, time.GetUtcNow());
            End(image.Head.Sequence, null, done);
        }
        catch (Exception e)
        {
            _isSavedLost |= e is InvalidDataException;
            notify(new Notice(true, "A snapshot could not be written; the journal has everything, only the next start takes longer: "
                + e.Message));
            End(0, StorageException.Of(e, "A snapshot could not be written: " + e.Message), done);
        }
    }

    private void End(long sequence, Exception? fault, TaskCompletionSource done)
    {
        (Action<long?, Exception?> Finished, bool IsIts)[] following;
        lock (_following)
        {
            following = [.. _following];
            _following.Clear();
            done.SetResult();
        }
        foreach (var (finished, isIts) in following)
            finished(isIts ? sequence : null, isIts ? fault : null);
    }
}

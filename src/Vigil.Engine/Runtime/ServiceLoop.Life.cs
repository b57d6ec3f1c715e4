using Vigil.Engine.State;

namespace Vigil.Engine.Runtime;

internal sealed partial class ServiceLoop
{
    // A pause is 0.25 s at first and doubles up to 8 s.
    private const int PauseLooks = 5, MaxPauseLooks = 160;
    private static readonly TimeSpan PauseLook = TimeSpan.FromMilliseconds(50);
    private long _snapshotAt, _snapshotTime;
    private Task<long> _snapshot = Task.FromResult(0L);
    private volatile bool _isSavedLost;

    public (long Sequence, DateTimeOffset Time)? LastSnapshot { get; private set; }

    /// <summary>
    /// On the sequencer's thread: takes the state now; done when everything in it, and then it, is on disk. While one is being written,
    /// no other may be taken.
    /// </summary>
    public Task<long> Snapshot()
    {
        var states = _sequencer.States;
        var durable = _sequencer.Barrier();
        (_snapshotAt, _snapshotTime) = (states.Sequence, _time.GetTimestamp());
        if (_isSavedLost)
            states.Unsaved();
        _isSavedLost = false;
        var image = states.Capture();
        return _snapshot = Task.Run(() => SaveAsync(states, image, durable));
    }

    /// <summary>The snapshot that is being written, or the last one.</summary>
    public Task<long> RunningSnapshot => _snapshot;

    private async Task<long> SaveAsync(StreamStates states, StateImage image, Task durable)
    {
        using (image)
        {
            await durable.ConfigureAwait(false);
            try
            {
                states.Saved(image, _ports.Snapshots.Save(image));
            }
            catch (InvalidDataException)
            {
                _isSavedLost = true;
                throw;
            }
        }
        LastSnapshot = (image.Head.Sequence, _time.GetUtcNow());
        return image.Head.Sequence;
    }

    private void Live()
    {
        while (!_commands.IsAddingCompleted)
        {
            if (!TryRecover())
                continue;
            TakeCommands();
            End();
        }
        RefuseAll(SubmissionFailure.Stopping);
        State = new ServiceState(ServicePhase.Stopped);
        _ready.TrySetCanceled();
    }

    private bool TryRecover()
    {
        try
        {
            State = new ServiceState(ServicePhase.Recovering, "the state is rebuilt from snapshot and journal");
            var recovered = Recovery.Run(
                _ports, _reader.Models, usesSnapshots: _options.UsesSnapshots, notify: _notify, cancellation: _stop.Token,
                progress: entries => State = State with { Progress = entries });
            Begin(recovered);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (_ready.Task.IsCompleted)
        {
            Pause(e);
            return false;
        }
        catch (Exception e)
        {
            // Before the first success nobody waits for the store to come back: whoever starts the service is told.
            State = new ServiceState(ServicePhase.Failed, e.Message);
            _ready.TrySetException(e);
            _stop.Token.WaitHandle.WaitOne();
            return false;
        }
    }

    private void Begin(RecoveredState recovered)
    {
        var states = recovered.States;
        _keys.Clear();
        Volatile.Write(ref _committed, states.Sequence);
        _sequencer = new Sequencer(states, _keys, new JournalWriter(_ports, _metrics, Answer, WakeSequencer), _time, _options.BatchSize);
        // A first promotion that failed has left a stream that the journal does not know.
        foreach (string name in Streams.Keys.Where(name => states.Find(name)?.Champion is null))
            Streams.TryRemove(name, out _);
        foreach (string name in Defined.Keys.Where(name => states.Find(name) is null))
            Defined.TryRemove(name, out _);
        foreach (var state in states.Streams)
            Publish(state);
        (_snapshotAt, _snapshotTime) = (recovered.SnapshotSequence, _time.GetTimestamp());
        State = new ServiceState(ServicePhase.Ready);
        _ready.TrySetResult();
        Announce();
        if (recovered.Entries > 0)
            _notify(new Notice(false, FormattableString.Invariant(
                $"State rebuilt from snapshot {recovered.SnapshotSequence} and {recovered.Entries} entries of the journal.")));
    }

    private void TakeCommands()
    {
        while (_sequencer.Fault is null)
        {
            bool isTaken = _commands.TryTake(out object? command, _sequencer.HasOpenBatch ? 0 : 250);
            if (isTaken)
                Do(command!);
            else if (_sequencer.HasOpenBatch)
                WaitOrPassOn();
            else if (_commands.IsCompleted)
                return;
            if (_commands.Count == 0)
                _sequencer.PassOnWhenIdle();
            SnapshotWhenDue();
        }
    }

    // The writer is busy and nothing comes in: whichever happens first goes on.
    private void WaitOrPassOn()
    {
        if (_commands.IsAddingCompleted)
            _sequencer.PassOn();
        else if (_commands.TryTake(out object? command, 1))
            Do(command);
    }

    private void Do(object command)
    {
        if (command is SubmissionGroup group)
        {
            var rest = _sequencer.Accept(group);
            if (_sequencer.Fault is { } fault)
                Report(fault);
            Fail(rest, SubmissionFailure.StorageUnavailable);
        }
        else if (command is Deferred deferred)
        {
            deferred.Run(_sequencer);
        }
    }

    // Before anyone is told of a failure, so that nobody sees the service ready after it until it is again.
    private void Report(Exception fault)
    {
        if (State.Phase == ServicePhase.Ready)
            State = new ServiceState(ServicePhase.Failed, fault.Message);
    }

    private void SnapshotWhenDue()
    {
        // What a command has left half changed must never be what a recovery begins with.
        if (_sequencer.Fault is not null)
            return;
        long entries = _sequencer.States.Sequence - _snapshotAt;
        bool isDue = entries >= _options.SnapshotEntries
            || (entries > 0 && _time.GetElapsedTime(_snapshotTime) >= _options.SnapshotInterval);
        if (isDue && _snapshot.IsCompleted)
            Observe(Snapshot());
    }

    private void Observe(Task<long> snapshot) => snapshot.ContinueWith(
        t => _notify(new Notice(true, "A snapshot could not be written; the journal has everything, only the next start takes longer: "
            + t.Exception!.InnerException!.Message)),
        CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private void End()
    {
        if (_sequencer.Fault is null)
        {
            _sequencer.PassOn();
            Wait(_snapshot);
            if (_sequencer.States.Sequence > _snapshotAt)
                Observe(Snapshot());
        }
        else
        {
            State = new ServiceState(ServicePhase.Failed, _sequencer.Fault.Message);
        }
        Fail(_sequencer.Abandon(), SubmissionFailure.StorageUnavailable);
        _sequencer.Writer.Dispose();
        Wait(_snapshot);
        if (_sequencer.Fault is { } fault)
            Pause(fault);
    }

    // Its failure is reported where it happened.
    private static void Wait(Task snapshot) => Task.WhenAny(snapshot).Wait();

    private void Pause(Exception fault)
    {
        _metrics.Faults.Add(1);
        State = new ServiceState(ServicePhase.Failed, fault.Message);
        _notify(new Notice(
            true, "The store failed; the state is rebuilt from what is on disk, then the service goes on: " + fault.Message));
        int looks = Math.Min(PauseLooks << Math.Min(_faults++, 10), MaxPauseLooks);
        do
        {
            // Who saw the service ready a moment ago may post still, and must not wait for the store to come back.
            RefuseAll(SubmissionFailure.StorageUnavailable);
        }
        while (--looks >= 0 && !_stop.Token.WaitHandle.WaitOne(PauseLook));
    }

    private void RefuseAll(SubmissionFailure failure)
    {
        while (_commands.TryTake(out object? command))
        {
            if (command is SubmissionGroup group)
                Fail(group.Submissions, failure);
            else if (command is Deferred deferred)
                deferred.Refuse("The service is not ready: " + Describe(State));
        }
    }

    private void Fail(IReadOnlyList<Submission> submissions, SubmissionFailure failure)
    {
        foreach (var submission in submissions)
            Complete(submission, failure);
    }
}

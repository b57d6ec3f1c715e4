using System.Diagnostics.Metrics;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The sequencer's thread and its life: recover, take commands until the store fails or the service stops, recover again. It never goes on
/// with state that the journal does not have.
/// </summary>
internal sealed class ServiceLife : ServiceStage, IDisposable
{
    // A pause is 0.25 s at first and doubles up to 8 s.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(0.25);
    private const int MostDoublings = 5, LookMs = 50, IdleMs = 250;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Commands _commands = new();
    private readonly ServiceOptions _options;
    private readonly StoragePorts _ports;
    private readonly ModelLibrary _models;
    private readonly IStages _stages;
    private readonly TimeProvider _time;
    private readonly Action<Notice> _notify;
    private readonly Task _ended;
    private Func<StepResult> _next;
    private long _pausedAt, _recoveredTo;
    private TimeSpan _pause;
    private int _faults;

    public ServiceLife(
        ServiceOptions options, StoragePorts ports, MasterKey key, DecisionReader reader, IStages stages, TimeProvider time,
        Action<Notice> notify)
        : base("Vigil sequencer")
    {
        (_options, _ports, _models, _stages, _time, _notify) = (options, ports, reader.Models, stages, time, notify);
        Keys = new RecentKeys(new EntityKeys(key, ports.EntityKeys));
        Answers = new Answers(ports, reader, stages, time, notify);
        Answers.Metrics = new ServiceMetrics(options.Meter, () => Answers.Waiting, () => Answers.Committed, () => ProjectionLags(ports));
        Snapshots = new SnapshotTaking(options, ports.Snapshots, stages, time, notify);
        var preparation = new Preparation(new OlderTransactions(ports, reader, time, options.Future), Keys, notify);
        Path = new LivePath(options, ports, Keys, preparation, _commands, Answers, stages, time) { Failing = Report };
        _next = Recover;
        _ended = stages.Start(this);
    }

    /// <summary>Done when it can take its first submission; faults when the store cannot be used at all.</summary>
    public Task Ready => _ready.Task;

    public ServiceState State { get; private set; } = new(ServicePhase.Recovering);

    public LivePath Path { get; }

    public Answers Answers { get; }

    public LiveStreams Streams { get; } = new();

    public SnapshotTaking Snapshots { get; }

    public RecentKeys Keys { get; }

    /// <summary>The time, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long Now => Microseconds.Now(_time);

    /// <summary>Asks for something to be done in order.</summary>
    /// <exception cref="Journal.StorageException">The service is not ready, or what it does threw.</exception>
    public Task<T> Ask<T>(SequencerCommand<T> command)
    {
        if (State.Phase != ServicePhase.Ready || !_commands.TryAdd(command))
            command.Refuse(SubmissionFailure.StorageUnavailable, Description);
        return command.Answer;
    }

    /// <inheritdoc/>
    public override StepResult Step() => _next();

    /// <inheritdoc/>
    public override void WaitForWork()
    {
        if (_next == Serve)
            _commands.WaitOnSequencer(IdleMs, forCommands: !Path.IsBehindOnSequencer);
        else
            _stop.Token.WaitHandle.WaitOne(_next == Pause ? LookMs : Timeout.Infinite);
    }

    /// <summary>Answers what was taken, takes a snapshot, and ends.</summary>
    public void Stop()
    {
        if (State.Phase is ServicePhase.Ready)
            State = new ServiceState(ServicePhase.Stopping, "the service stops");
        // In this order: nothing can be posted any more when it looks for the last time.
        _commands.Complete();
        _stop.Cancel();
        _stages.WaitFor(_ended);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        Answers.Metrics.Dispose();
    }

    private StepResult Recover()
    {
        if (_commands.IsCompleted)
            return End();
        try
        {
            State = new ServiceState(ServicePhase.Recovering, "the state is rebuilt from snapshot and journal");
            Begin(Recovery.Run(
                _ports, _models, usesSnapshots: _options.UsesSnapshots, notify: _notify, cancellation: _stop.Token,
                progress: entries => State = State with { Progress = entries }));
        }
        catch (OperationCanceledException)
        {
            // It stops: the next step ends it.
        }
        catch (Exception e) when (_ready.Task.IsCompleted)
        {
            BeginPause(e);
        }
        catch (Exception e)
        {
            // Before the first success nobody waits for the store to come back: whoever starts the service is told.
            State = new ServiceState(ServicePhase.Failed, e.Message);
            _next = WaitForTheEnd;
            _ready.TrySetException(e);
        }
        return StepResult.Moved;
    }

    private void Begin(RecoveredState recovered)
    {
        Keys.Clear();
        _recoveredTo = recovered.States.Sequence;
        Path.BeginOnSequencer(recovered.States);
        Streams.PublishOnSequencer(recovered.States);
        Snapshots.BeginOnSequencer(recovered.SnapshotSequence);
        Answers.Commit(recovered.States.Sequence);
        _next = Serve;
        State = new ServiceState(ServicePhase.Ready);
        _ready.TrySetResult();
        if (recovered.Entries > 0)
            _notify(new Notice(false, FormattableString.Invariant(
                $"State rebuilt from snapshot {recovered.SnapshotSequence} and {recovered.Entries} entries of the journal.")));
    }

    private StepResult Serve()
    {
        if (Path.Fault is { } fault)
            return EndServing(fault);
        if (_commands.IsDrainedOnSequencer)
            return EndServing(null);
        bool hasMoved = Path.StepOnSequencer();
        if (Path.Sequencer.Fault is { } own)
            Report(own);
        hasMoved |= Snapshots.TakeWhenDueOnSequencer(Path.Sequencer);
        return hasMoved ? StepResult.Moved : StepResult.Idle;
    }

    private StepResult EndServing(Exception? fault)
    {
        if (fault is null)
        {
            Path.Sequencer.PassOn();
            Snapshots.EndOnSequencer(Path.Sequencer);
        }
        else
        {
            Report(fault);
        }
        Path.EndOnSequencer();
        Snapshots.WaitOnSequencer();
        _next = Recover;
        // The writer may have failed on the last it was given.
        if (Path.Fault is { } last)
            BeginPause(last);
        return StepResult.Moved;
    }

    private void BeginPause(Exception fault)
    {
        Answers.Metrics.Faults.Add(1);
        State = new ServiceState(ServicePhase.Failed, fault.Message);
        _notify(new Notice(
            true, "The store failed; the state is rebuilt from what is on disk, then the service goes on: " + fault.Message));
        // Whoever got something done since the last fault has a store that works.
        _faults = Answers.Committed > _recoveredTo ? 0 : _faults;
        (_pausedAt, _pause) = (_time.GetTimestamp(), LeastPause * (1 << Math.Min(_faults++, MostDoublings)));
        _next = Pause;
    }

    private StepResult Pause()
    {
        // Who saw the service ready a moment ago may post still, and must not wait for the store to come back.
        _commands.RefuseAllOnSequencer(SubmissionFailure.StorageUnavailable, Description);
        if (!_commands.IsCompleted && _time.GetElapsedTime(_pausedAt) < _pause)
            return StepResult.Idle;
        _next = Recover;
        return StepResult.Moved;
    }

    private StepResult WaitForTheEnd() => _commands.IsCompleted ? End() : StepResult.Idle;

    private StepResult End()
    {
        _commands.RefuseAllOnSequencer(SubmissionFailure.Stopping, Description);
        _stages.WaitFor(Answers.EndAsync());
        State = new ServiceState(ServicePhase.Stopped);
        _ready.TrySetCanceled();
        return StepResult.Ended;
    }

    // Before anyone is told of a failure, so that nobody sees the service ready after it until it is again.
    private void Report(Exception fault)
    {
        if (State.Phase == ServicePhase.Ready)
            State = new ServiceState(ServicePhase.Failed, fault.Message);
    }

    private string Description => State.Reason.Length > 0 ? State.Reason : State.Phase.ToString().ToLowerInvariant();

    private static IEnumerable<Measurement<long>> ProjectionLags(StoragePorts ports) => ports.Projections?.Status()
        .Select(status => new Measurement<long>(status.Lag, new KeyValuePair<string, object?>("projection", status.Position.Name))) ?? [];
}

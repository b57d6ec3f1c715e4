using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The sequencer's thread and its life: recover, take commands until the store fails or the service stops, recover again. It never goes on
/// with state that the journal does not have.
/// </summary>
internal sealed partial class ServiceLoop : IDisposable
{
    private static readonly object Tick = new();
    private readonly HandOff<object> _commands = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceOptions _options;
    private readonly StoragePorts _ports;
    private readonly EntityKeys _keys;
    private readonly TimeProvider _time;
    private readonly Action<Notice> _notify;
    private readonly DecisionReader _reader;
    private readonly OlderTransactions _older;
    private readonly ServiceMetrics _metrics;
    private readonly Thread _thread;
    private Sequencer _sequencer = null!;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _queued, _faults;
    private long _committed;

    public ServiceLoop(
        ServiceOptions options, StoragePorts ports, MasterKey key, TimeProvider time, Action<Notice> notify, DecisionReader reader)
    {
        (_options, _ports, _time, _notify, _reader) = (options, ports, time, notify, reader);
        _keys = new EntityKeys(key, ports.EntityKeys);
        _older = new OlderTransactions(ports, reader, time, options.Future);
        _metrics = new ServiceMetrics(() => QueueDepth, () => Committed, () => ProjectionLags(ports));
        Latency = new LatencyRecorder(time);
        _thread = new Thread(Live) { Name = "Vigil sequencer", IsBackground = true };
        _thread.Start();
    }

    public Task Ready => _ready.Task;

    public ServiceState State { get; private set; } = new(ServicePhase.Recovering);

    public ConcurrentDictionary<string, LiveStream> Streams { get; } = new();

    /// <summary>Those of <see cref="Streams"/>, and those that have no champion yet.</summary>
    public ConcurrentDictionary<string, LiveStream> Defined { get; } = new();

    public LatencyRecorder Latency { get; }

    public int QueueDepth => Volatile.Read(ref _queued);

    public long Committed => Volatile.Read(ref _committed);

    public bool TrySubmit(SubmissionGroup group)
    {
        int count = group.Submissions.Count;
        if (State.Phase != ServicePhase.Ready)
            return false;
        if (count == 0)
            return true;
        int depth = Interlocked.Add(ref _queued, count);
        if (depth > _options.QueueCapacity && depth != count)
        {
            Interlocked.Add(ref _queued, -count);
            _metrics.Refused.Add(count);
            return false;
        }
        (group.Clock, group.Started) = (_time, _time.GetTimestamp());
        if (TryPrepare(group) && _commands.TryAdd(group))
            return true;
        Interlocked.Add(ref _queued, -count);
        return false;
    }

    private bool TryPrepare(SubmissionGroup group)
    {
        try
        {
            foreach (var submission in group.Submissions)
            {
                submission.Prepare(group);
                submission.IsRecorded = _older.Has(submission);
            }
            return true;
        }
        catch (StorageException e)
        {
            _notify(new Notice(true, "The store could not be asked for older transactions: " + e.Message));
            return false;
        }
    }

    /// <summary>Runs something on the sequencer's thread; the task that it returns is awaited elsewhere.</summary>
    public async Task<T> Run<T>(Func<Sequencer, Task<T>> command)
    {
        var result = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var deferred = new Deferred(
            sequencer =>
            {
                try
                {
                    result.SetResult(command(sequencer));
                }
                catch (Exception e)
                {
                    // Whatever it is belongs to the one who asked; a change that was not finished is the sequencer's own fault.
                    result.SetException(e);
                }
            },
            reason => result.SetException(new StorageException(reason)));
        if (State.Phase != ServicePhase.Ready || !_commands.TryAdd(deferred))
            throw new StorageException("The service is not ready: " + Describe(State));
        return await await result.Task.ConfigureAwait(false);
    }

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

    /// <summary>Tells everybody what a stream is served with.</summary>
    public void Publish(StreamState state)
    {
        (state.Stream.Snapshot, state.Stream.Since, state.Stream.IsApplied) = (state.Pipeline.Snapshot, state.Since, state.IsApplied);
        Defined[state.Stream.Name] = state.Stream;
        if (state.Champion is not null)
            Streams[state.Stream.Name] = state.Stream;
    }

    /// <summary>The time, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long Now => (_time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>On the sequencer's thread: that the next snapshot has to be whole, for a part of the state is another one.</summary>
    public void LoseSaved() => _isSavedLost = true;

    public void Forget(UInt128 entity) => _keys.Forget(entity);

    public void Stop()
    {
        if (State.Phase is ServicePhase.Ready)
            State = new ServiceState(ServicePhase.Stopping, "the service stops");
        // In this order: nothing can be posted any more when the loop looks for the last time.
        _commands.Complete();
        _stop.Cancel();
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _metrics.Dispose();
    }

    private static IEnumerable<Measurement<long>> ProjectionLags(StoragePorts ports) => ports.Projections?.Status()
        .Select(status => new Measurement<long>(status.Lag, new KeyValuePair<string, object?>("projection", status.Position.Name))) ?? [];

    private static string Describe(ServiceState state) =>
        state.Reason.Length > 0 ? state.Reason : state.Phase.ToString().ToLowerInvariant();

    private sealed record Deferred(Action<Sequencer> Run, Action<string> Refuse);
}

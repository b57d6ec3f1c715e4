namespace Vigil.Engine.Journal.Projections;

/// <summary>
/// Keeps projections up with the journal, on a thread of its own: what is appended is gathered for a moment and taken in together, at once
/// when somebody waits for it. One that lies behind, because it is made anew, catches up in between. Thread-safe.
/// </summary>
public sealed class ProjectionRunner : IDisposable
{
    // More at once costs less each, but who asks meanwhile waits longer.
    private const int EntriesPerTurn = 512, EntriesWhenBehind = 4096, MostBehind = 50_000;
    private const int GatherMs = 25, PauseMs = 1000, PatienceMs = 10_000;

    private readonly IJournal _journal;
    private readonly IProjectionStore _store;
    private readonly ProjectionInput _input;
    private readonly object _gate = new();
    private readonly Queue<(string Name, TaskCompletionSource Begun)> _rebuilds = new();
    private Thread? _thread;
    private Exception? _fault;
    private IReadOnlyList<ProjectionPosition> _positions = [];
    private long _appended, _taken, _front;
    private int _waiting;
    private bool _isIdle, _isStopping, _isKnown;

    /// <param name="journal">What it follows.</param>
    /// <param name="store">Where the projections are.</param>
    /// <param name="columnsOf">Reads what a decision can be found by; called on its thread.</param>
    public ProjectionRunner(IJournal journal, IProjectionStore store, Func<JournalEntry, DecisionColumns> columnsOf) =>
        (_journal, _store, _input) = (journal, store, new ProjectionInput(journal, columnsOf, text => Noticed?.Invoke(text)));

    /// <summary>Told, on its thread, why projections do not go on; once until they do again.</summary>
    public Action<Exception>? Faulted { get; set; }

    /// <summary>Told, on its thread, what else an operator should know: what is made anew, and entries that are left out.</summary>
    public Action<string>? Noticed { get; set; }

    /// <summary>How far each projection is, and why they do not go on.</summary>
    public IReadOnlyList<ProjectionStatus> Status()
    {
        long last = _journal.LastSequence;
        string? fault = Volatile.Read(ref _fault)?.Message;
        return [.. _store.Positions().Select(p => new ProjectionStatus(p, Math.Max(0, last - p.Position), fault)
        {
            Skipped = _input.Skipped.Text,
        })];
    }

    /// <summary>That a batch was appended.</summary>
    public void Follow()
    {
        lock (_gate)
        {
            Begin();
            _appended++;
            if (_isIdle || _journal.LastSequence - _front >= EntriesPerTurn)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Returns when everything that was appended before is taken in, but by those that are made anew.</summary>
    /// <exception cref="StorageException">They cannot go on, or are so far behind that waiting does not help.</exception>
    public void WaitUntilTaken()
    {
        lock (_gate)
        {
            Begin();
            Wait(() => _taken, _appended);
        }
    }

    /// <summary>Returns when they are not far behind: who appends faster than they can follow is held up.</summary>
    /// <exception cref="StorageException">They cannot go on.</exception>
    public void WaitForRoom()
    {
        long last = _journal.LastSequence;
        if (last - Volatile.Read(ref _front) <= MostBehind)
            return;
        lock (_gate)
        {
            Begin();
            Wait(() => _front, last - MostBehind);
        }
    }

    /// <summary>Makes a projection anew beside everything else; done when it has caught up.</summary>
    /// <param name="name">Which one; it must be one that can be made anew.</param>
    /// <param name="progress">Told how many entries it is behind, now and then.</param>
    /// <param name="look">How often it is told.</param>
    /// <param name="cancellation">Ends the waiting; it is made anew all the same.</param>
    /// <exception cref="ArgumentException">There is none of that name that can be made anew.</exception>
    /// <exception cref="StorageException">It cannot go on.</exception>
    public async Task RebuildAsync(string name, Action<long>? progress, TimeSpan look, CancellationToken cancellation)
    {
        if (!_store.Positions().Any(p => p.Name == name && p.IsRebuildable))
            throw new ArgumentException($"There is no projection '{name}' that can be made anew.", nameof(name));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            Begin();
            _rebuilds.Enqueue((name, begun));
            Monitor.PulseAll(_gate);
        }
        await begun.Task.WaitAsync(cancellation).ConfigureAwait(false);
        while (Volatile.Read(ref _front) - _store.Positions().First(p => p.Name == name).Position is var lag and > 0)
        {
            if (Volatile.Read(ref _fault) is { } fault)
                throw new StorageException($"{name} cannot be made anew: {fault.Message}", fault);
            progress?.Invoke(lag);
            await Task.Delay(look, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes in what the journal has, and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }
        _thread?.Join();
    }

    // Who only reads users or models, in another process, must not become a second one that follows.
    private void Begin()
    {
        if (_thread is not null || _isStopping)
            return;
        // What was appended before this process is to be taken in, too.
        (_appended, _taken) = (1, 0);
        _thread = new Thread(Run) { Name = "Vigil projections", IsBackground = true };
        _thread.Start();
    }

    private void Wait(Func<long> reached, long wanted)
    {
        long end = Environment.TickCount64 + PatienceMs;
        _waiting++;
        Monitor.PulseAll(_gate);
        while (reached() < wanted && _fault is null && !_isStopping && Environment.TickCount64 < end)
            Monitor.Wait(_gate, (int)Math.Max(1, end - Environment.TickCount64));
        _waiting--;
        if (reached() >= wanted)
            return;
        throw new StorageException(
            _fault is { } fault ? "Tables that follow from the journal cannot be kept up with it: " + fault.Message
            : "Tables that follow from the journal are behind it: try again.", _fault);
    }

    private void Run()
    {
        while (Next() is var appended and >= 0)
        {
            Exception? fault = null;
            try
            {
                if (Turn())
                    appended = 0;
            }
            catch (Exception e)
            {
                // Whatever it is: the journal has everything, and who waits is told.
                (fault, _isKnown) = (e, false);
            }
            if (fault is not null && _fault is null)
                Faulted?.Invoke(fault);
            lock (_gate)
            {
                _fault = fault;
                _taken = fault is null ? Math.Max(_taken, appended) : _taken;
                Monitor.PulseAll(_gate);
                if (fault is not null && !_isStopping)
                    Monitor.Wait(_gate, PauseMs);
                if (fault is not null && _isStopping)
                    return;
            }
        }
    }

    // What to take in up to, or −1 to end.
    private long Next()
    {
        lock (_gate)
        {
            while (_appended == _taken && _rebuilds.Count == 0 && !IsBehind() && !_isStopping)
            {
                _isIdle = true;
                Monitor.Wait(_gate);
            }
            bool wasIdle = _isIdle;
            _isIdle = false;
            if (wasIdle && _waiting == 0 && !_isStopping && _journal.LastSequence - _front < EntriesPerTurn)
                Monitor.Wait(_gate, GatherMs);
            return _isStopping && _appended == _taken ? -1 : _appended;
        }
    }

    private bool IsBehind() => _positions.Any(p => p.Position < _front);

    // Whether there is more to take in for those in front.
    private bool Turn()
    {
        while (TakeRebuild() is var (name, begun))
        {
            _store.Clear(name);
            begun.SetResult();
            _isKnown = false;
        }
        if (!_isKnown)
            Renew();
        bool isMore = Advance(_front, long.MaxValue);
        if (_positions.Where(p => p.Position < _front).Select(p => p.Position).DefaultIfEmpty(-1).Min() is var behind and >= 0)
            Advance(behind, _positions.Where(p => p.Position > behind).Min(p => p.Position));
        return isMore;
    }

    // What another version of the program made, or none yet, is made anew beside everything else.
    private void Renew()
    {
        Look();
        foreach (var outdated in _positions.Where(p => p.IsOutdated))
        {
            _store.Clear(outdated.Name);
            Noticed?.Invoke(outdated.KeptVersion is { } kept
                ? $"{outdated.Name} is made anew from entry {_journal.FirstSequence} of the journal on, beside everything else: version "
                    + $"{kept} of it is kept, and this program makes version {outdated.Version}."
                : $"{outdated.Name} is new in this program: it is made from entry {_journal.FirstSequence} of the journal on, beside "
                    + "everything else.");
        }
        Look();
        _isKnown = true;
    }

    private void Look()
    {
        _positions = _store.Positions();
        Volatile.Write(ref _front, _positions.Max(p => p.Position));
    }

    private (string Name, TaskCompletionSource Begun)? TakeRebuild()
    {
        lock (_gate)
            return _rebuilds.TryDequeue(out var rebuild) ? rebuild : null;
    }

    // Takes in what follows a position, for all that are there; whether there is more.
    private bool Advance(long from, long until)
    {
        int most = Volatile.Read(ref _waiting) > 0 ? EntriesPerTurn : EntriesWhenBehind;
        var (batches, to, isMore) = _input.Read(from, until, most);
        if (to == from && batches.Count == 0)
            return false;
        var moved = _positions.Where(p => p.Position == from).Select(p => p.Name).ToHashSet();
        bool isTaken = _store.Apply(moved, from, batches, to);
        // Where another process was quicker, it is tried again from where they are now.
        if (isTaken)
            Move(moved, to);
        else
            Look();
        return !isTaken || isMore;
    }

    private void Move(HashSet<string> moved, long to)
    {
        _positions = [.. _positions.Select(p => moved.Contains(p.Name) ? p with { Position = to } : p)];
        Volatile.Write(ref _front, _positions.Max(p => p.Position));
    }
}

/// <summary>How a projection is.</summary>
/// <param name="Position">How far it is.</param>
/// <param name="Lag">Entries of the journal that are not in it.</param>
/// <param name="Fault">Why it does not go on, or null.</param>
public sealed record ProjectionStatus(ProjectionPosition Position, long Lag, string? Fault)
{
    /// <summary>Sequences of entries that cannot be read and are in no projection, as far as this process has met them; or null.</summary>
    public string? Skipped { get; init; }
}

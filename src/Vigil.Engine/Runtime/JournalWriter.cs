using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The one writer: takes scored work in sequence, makes all that is ready durable in one append, then answers. After the first failure
/// it writes nothing more and fails everything that comes, for later entries would stand on state that the journal does not have.
/// </summary>
/// <param name="ports">The store.</param>
/// <param name="metrics">Where commits are measured.</param>
/// <param name="path">Answers each item in sequence, once durable or failed.</param>
internal sealed class JournalWriter(StoragePorts ports, ServiceMetrics metrics, LivePath path) : ServiceStage("Vigil journal writer")
{
    // A commit costs as much as to score and write some dozens of entries: a small one rather waits for what is being scored.
    private const int EntriesPerCommit = 4096, WorthACommit = 64;
    private readonly HandOff<WorkItem> _items = new();
    private readonly List<WorkItem> _group = [];
    private WorkItem? _next;
    private int _outstanding, _entries;

    /// <summary>Why it stopped writing, or null.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Items that were given and are not answered.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    public void Add(WorkItem item)
    {
        Interlocked.Increment(ref _outstanding);
        _items.TryAdd(item);
    }

    /// <summary>Nothing will be added any more: it ends once everything that was given is answered.</summary>
    public void Complete() => _items.Complete();

    /// <inheritdoc/>
    public override StepResult Step()
    {
        bool isWhole = TakeScored();
        if (_group.Count == 0 || !isWhole)
            return _items.IsCompleted && _next is null ? StepResult.Ended : StepResult.Idle;
        var fault = Fault ??= Commit();
        Interlocked.Add(ref _outstanding, -_group.Count);
        path.AnswerOnWriter(_group, fault);
        _group.Clear();
        _entries = 0;
        return StepResult.Moved;
    }

    /// <inheritdoc/>
    public override void WaitForWork()
    {
        if (_next is not null)
            _next.WaitUntilScored();
        else
            _items.Wait(Timeout.Infinite);
    }

    // Whether what is taken is worth a commit, or there is nothing that it could wait for.
    private bool TakeScored()
    {
        while (_next is not null || _items.TryTake(out _next))
        {
            if (!_next.IsScored)
                return _entries >= WorthACommit;
            if (_group.Count > 0 && _entries + _next.Entries.Count > EntriesPerCommit)
                return true;
            _group.Add(_next);
            _entries += _next.Entries.Count;
            _next = null;
        }
        return true;
    }

    private Exception? Commit()
    {
        if (_group.Find(item => item.ScoringFault is not null)?.ScoringFault is { } fault)
            return fault;
        var entries = new List<JournalEntry>(_entries);
        var keys = new List<NewEntityKey>();
        var requests = new List<KeyedRequest>();
        foreach (var item in _group)
        {
            entries.AddRange(item.Entries);
            keys.AddRange(item.NewKeys);
            requests.AddRange(item.Requests);
        }
        if (entries.Count + requests.Count == 0)
            return null;
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            ports.Journal.Append(new JournalBatch(entries, keys) { Requests = requests });
            metrics.Commit.Record(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            metrics.CommitSize.Record(entries.Count);
            return null;
        }
        catch (Exception e)
        {
            // Whatever it is, what follows must not be written: the supervisor rebuilds state and decides.
            return e;
        }
    }
}

using Vigil.Engine.Journal;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The one writer: takes scored work in sequence, makes all that is ready durable in one transaction, then answers. After the first failure
/// it writes nothing more and fails everything that comes, for later entries would stand on state that the journal does not have.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    // A commit costs as much as to score and write some dozens of entries: a small one rather waits for what is being scored.
    private const int EntriesPerCommit = 4096, WorthACommit = 64;
    private readonly HandOff<WorkItem> _items = new();
    private readonly List<WorkItem> _group = [];
    private readonly StoragePorts _ports;
    private readonly ServiceMetrics _metrics;
    private readonly Action<WorkItem, Exception?> _answer;
    private readonly Action _isFree;
    private readonly Thread _thread;
    private WorkItem? _next;
    private int _outstanding;

    /// <param name="ports">The store.</param>
    /// <param name="metrics">Where commits are measured.</param>
    /// <param name="answer">Called for each item in sequence, once durable or failed.</param>
    /// <param name="isFree">Called after each commit, before the answers: what waits can be passed on.</param>
    public JournalWriter(StoragePorts ports, ServiceMetrics metrics, Action<WorkItem, Exception?> answer, Action isFree)
    {
        (_ports, _metrics, _answer, _isFree) = (ports, metrics, answer, isFree);
        _thread = new Thread(Run) { Name = "Vigil journal writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why it stopped writing, or null.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Items that were given and are not answered.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    public void Add(WorkItem item)
    {
        Interlocked.Increment(ref _outstanding);
        _items.TryAdd(item);
    }

    /// <summary>Waits until everything that was given is answered, and ends.</summary>
    public void Dispose()
    {
        _items.Complete();
        _thread.Join();
    }

    private void Run()
    {
        while (TakeGroup())
        {
            var fault = Fault ??= Commit();
            Interlocked.Add(ref _outstanding, -_group.Count);
            _isFree();
            foreach (var item in _group)
                _answer(item, fault);
            _group.Clear();
        }
    }

    private bool TakeGroup()
    {
        if (_next is null && !_items.TryTake(out _next, Timeout.Infinite))
            return false;
        _next.WaitUntilScored();
        int entries = 0;
        do
        {
            _group.Add(_next);
            entries += _next.Entries.Count;
        }
        while (_items.TryTake(out _next) && IsReady(_next, entries) && entries + _next.Entries.Count <= EntriesPerCommit);
        return true;
    }

    private static bool IsReady(WorkItem item, int entries)
    {
        if (entries < WorthACommit)
            item.WaitUntilScored();
        return item.IsScored;
    }

    private Exception? Commit()
    {
        if (_group.Find(item => item.ScoringFault is not null)?.ScoringFault is { } fault)
            return fault;
        var entries = new List<JournalEntry>();
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
            _ports.Journal.Append(new JournalBatch(entries, keys) { Requests = requests });
            _metrics.Commit.Record(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            _metrics.CommitSize.Record(entries.Count);
            return null;
        }
        catch (Exception e)
        {
            // Whatever it is, what follows must not be written: the supervisor rebuilds state and decides.
            return e;
        }
    }
}

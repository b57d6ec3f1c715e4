using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

/// <summary>
/// What goes from the sequencer through scoring to the journal writer, in sequence: a micro-batch with those who wait for it, or a single
/// entry of another kind.
/// </summary>
internal sealed class WorkItem
{
    private readonly object _gate = new();
    private bool _isScored;

    /// <summary>The stream's state; null for an entry of another kind.</summary>
    public StreamState? State { get; init; }

    public MicroBatch? Batch { get; init; }

    /// <summary>Who waits, in order: the accepted ones and, between them, duplicates.</summary>
    public List<Submission> Submissions { get; } = [];

    /// <summary>When each row of the batch was taken in.</summary>
    public List<long> Received { get; } = [];

    public List<NewEntityKey> NewKeys { get; } = [];

    public List<KeyedRequest> Requests { get; } = [];

    /// <summary>What to append; for a batch known once it is scored.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; set; } = [];

    /// <summary>Called on the writer's thread once it is on disk, or with what went wrong.</summary>
    public Action<Exception?>? Finished { get; init; }

    public Exception? ScoringFault { get; private set; }

    public bool IsScored => Volatile.Read(ref _isScored);

    // Sleeps at once, as HandOff does.
    public void WaitUntilScored()
    {
        lock (_gate)
            while (!_isScored)
                Monitor.Wait(_gate);
    }

    /// <summary>Scores the batch on this thread, whatever comes of it.</summary>
    public void Score()
    {
        try
        {
            if (Batch is not null)
                Entries = ScoringStage.Run(this);
        }
        catch (Exception e)
        {
            // A fault of the program must reach the supervisor and not end a thread of the pool.
            ScoringFault = e;
        }
        lock (_gate)
        {
            _isScored = true;
            Monitor.Pulse(_gate);
        }
    }
}

using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Runtime;

/// <summary>
/// What goes from the sequencer through scoring to the journal writer, in sequence: a micro-batch of each stream with those who wait for
/// it, or a single entry of another kind.
/// </summary>
internal sealed class WorkItem : IThreadPoolWorkItem
{
    private readonly object _gate = new();
    private bool _isScored;

    /// <summary>A batch of each stream that has transactions in it.</summary>
    public List<StreamBatch> Batches { get; } = [];

    /// <summary>The batch of a stream, or null.</summary>
    public StreamBatch? BatchOf(StreamState state)
    {
        foreach (var batch in Batches)
            if (batch.State == state)
                return batch;
        return null;
    }

    /// <summary>Who waits, in order: the accepted ones and, between them, duplicates.</summary>
    public List<Submission> Submissions { get; } = [];

    public List<NewEntityKey> NewKeys { get; } = [];

    public List<KeyedRequest> Requests { get; } = [];

    /// <summary>What to append; of batches known once they are scored.</summary>
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

    /// <summary>Scores the batches on this thread, whatever comes of it.</summary>
    public void Execute()
    {
        try
        {
            if (Batches.Count > 0)
                Entries = Score();
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

    private JournalEntry[] Score()
    {
        int count = 0;
        long first = long.MaxValue;
        foreach (var (_, batch) in Batches)
            if (batch.Count > 0)
                (count, first) = (count + batch.Count, Math.Min(first, batch.Sequences[0]));
        var entries = new JournalEntry[count];
        foreach (var batch in Batches)
            batch.ScoreOnAnyThread(entries, first);
        return entries;
    }
}

/// <summary>The transactions of one stream in a <see cref="WorkItem"/>.</summary>
/// <param name="State">What they were accepted under.</param>
/// <param name="Batch">Them.</param>
internal sealed record StreamBatch(StreamState State, MicroBatch Batch)
{
    /// <summary>Who waits for each row.</summary>
    public List<Submission> Rows { get; } = [];
}

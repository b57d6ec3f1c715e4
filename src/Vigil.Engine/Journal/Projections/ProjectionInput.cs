using Vigil.Engine.State;

namespace Vigil.Engine.Journal.Projections;

/// <summary>
/// Reads the journal for projections. What cannot be read is passed over, with its sequences said, for one damaged entry must not stop
/// everything that comes behind it.
/// </summary>
/// <param name="journal">What is read.</param>
/// <param name="columnsOf">Reads what a decision can be found by.</param>
/// <param name="notice">Told of what is passed over.</param>
internal sealed class ProjectionInput(IJournal journal, Func<JournalEntry, DecisionColumns> columnsOf, Action<string> notice)
{
    /// <summary>What was passed over.</summary>
    public SkippedEntries Skipped { get; } = new();

    /// <summary>Reads batches behind a position.</summary>
    /// <param name="from">The position.</param>
    /// <param name="until">The last entry that is wanted.</param>
    /// <param name="most">Entries after which no further batch is read.</param>
    /// <returns>The batches, the position behind them, and whether there may be more.</returns>
    public (List<ProjectedBatch> Batches, long To, bool IsMore) Read(long from, long until, int most)
    {
        var batches = new List<ProjectedBatch>();
        long to = from;
        int entries = 0;
        try
        {
            foreach (var batch in journal.ReadBatchesAsync(from, CancellationToken.None).OnOwnThread())
            {
                if (batch.Entries is [.., var last] && last.Sequence > until)
                    break;
                batches.Add(ProjectedBatch.Of(batch, columnsOf, (entry, e) => Skip(entry.Sequence, entry.Sequence, e)));
                entries += batch.Entries.Count;
                to = batch.Entries is [.., var end] ? end.Sequence : to;
                if (entries >= most)
                    return (batches, to, true);
            }
            return (batches, to, false);
        }
        catch (InvalidDataException e) when (DamagedEntries.Of(e) is { } damaged && damaged.First <= to + 1
            && damaged.Next > to + 1 && damaged.Next - 1 <= until)
        {
            Skip(to + 1, damaged.Next - 1, e);
            return (batches, damaged.Next - 1, true);
        }
    }

    private void Skip(long first, long last, InvalidDataException why)
    {
        if (Skipped.Add(first, last))
            notice(SkippedEntries.Notice(first, last, why.Message));
    }
}

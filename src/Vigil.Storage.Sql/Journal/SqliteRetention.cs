using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Vigil.Engine.Operations;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Projections;

namespace Vigil.Storage.Sql.Journal;

/// <summary>
/// Removes old entries of the journal in small portions, between which others write. Counts and roll-ups stay; so do promotions, data
/// keys and the newest entry, which carries the sequence on.
/// </summary>
internal sealed class SqliteRetention(
    SqliteDatabase database, EmbeddedJournal journal, SnapshotFolder snapshots, IJobStore jobs) : IRetentionStore
{
    private const int Portion = 1000;

    /// <inheritdoc/>
    public async ValueTask<long> RemoveOldAsync(long receivedBefore, CancellationToken cancellation)
    {
        long ended = await jobs.RemoveEndedAsync(receivedBefore, cancellation);
        return snapshots.Sequences() is [var newest, ..] ? ended + RemoveUntil(newest, receivedBefore, cancellation) : ended;
    }

    private long RemoveUntil(long until, long receivedBefore, CancellationToken cancellation)
    {
        journal.WaitUntilTaken();
        long first = journal.FirstSequence, last = journal.LastSequence;
        long end = FirstReceivedFrom(receivedBefore, first, Math.Min(last, until + 1));
        long removed = end - first;
        if (end > first)
            snapshots.RemoveBefore(end - 1);
        database.Write(connection => connection.Execute("DELETE FROM request WHERE received < @receivedBefore", new { receivedBefore }));
        for (long from = first; from < end; from += Portion)
        {
            cancellation.ThrowIfCancellationRequested();
            long before = Math.Min(from + Portion, end);
            database.Write(connection => Remove(connection, before));
        }
        // Last, so that what was not finished is found again; each write above is on disk, and with it all that stood before it.
        if (end > first)
            journal.RemoveBefore(end);
        return removed;
    }

    private static long Remove(SqliteConnection connection, long before)
    {
        var limit = new { before };
        connection.Execute("DELETE FROM label WHERE decision < @before", limit);
        connection.Execute("DELETE FROM mention WHERE sequence < @before", limit);
        connection.Execute($"DELETE FROM block WHERE (block + 1) << {Blocks.Bits} <= @before", limit);
        long removed = connection.Execute("DELETE FROM decision WHERE sequence < @before", limit);
        // Gives one page back for every row that it is asked for; this asks to the end.
        raw.sqlite3_exec(connection.Handle, $"PRAGMA incremental_vacuum({Portion})");
        return removed;
    }

    // Entries are in order of receipt, so the place is found by halving.
    private long FirstReceivedFrom(long received, long low, long high)
    {
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (ReceivedAt(middle) < received)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private long ReceivedAt(long sequence) => journal.Find(sequence)?.Received ?? throw new InvalidDataException(
        $"The journal has no entry {sequence}: restore the store from a backup.");
}

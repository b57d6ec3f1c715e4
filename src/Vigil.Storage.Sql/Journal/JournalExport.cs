using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Segments;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Takes the journal of an earlier version out of its table, to the byte.</summary>
internal static class JournalExport
{
    private const int EntriesPerBatch = 1000;

    /// <summary>Writes it to files, on disk when this returns. What an attempt that did not end left there goes first.</summary>
    /// <param name="connection">The database with the table.</param>
    /// <param name="files">Where it goes.</param>
    /// <param name="progress">Told how many entries were written, and of how many.</param>
    public static void Run(SqliteConnection connection, SegmentFolder files, Action<long, long>? progress)
    {
        long all = connection.ExecuteScalar<long>("SELECT count(*) FROM journal"), written = 0;
        if (all > 0)
            progress?.Invoke(written, all);
        foreach (int number in files.List())
            files.Delete(number);
        using var log = new SegmentLog(files, SegmentFolder.NewSalt, isReadOnly: false);
        using var rows = connection.ExecuteReader("""
            SELECT j.sequence, j.kind, s.text, j.received, j.body FROM journal AS j JOIN name AS s ON s.id = j.stream ORDER BY j.sequence
            """);
        foreach (var entries in Entries(rows).Chunk(EntriesPerBatch))
        {
            log.Append(new JournalBatch(entries, []), entries[0].Sequence);
            progress?.Invoke(written += entries.Length, all);
        }
    }

    private static IEnumerable<JournalEntry> Entries(IDataReader rows)
    {
        while (rows.Read())
            yield return new JournalEntry(
                rows.GetInt64(0), (EntryKind)rows.GetInt32(1), rows.GetString(2), rows.GetInt64(3), (byte[])rows.GetValue(4));
    }
}

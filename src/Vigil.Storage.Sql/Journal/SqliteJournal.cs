using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql.Journal;

/// <summary>The journal in SQLite.</summary>
internal sealed class SqliteJournal(SqliteDatabase database, ErasureRegister erased) : IJournal, IDisposable
{
    // Enough to keep the statement's cost small, few enough that no reader holds the write-ahead log back for long.
    private const int Portion = 1000;
    private const int ReaderWaitMs = 250;
    private const long Unknown = -1;
    private const string Columns = "j.sequence, j.kind, s.text, j.received, j.body";

    private JournalWriter? _writer;

    // Written by who has the turn; Unknown until it has been read, and after a failure.
    private long _last = Unknown;
    private bool _mustEmptyLog;

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _last) is var last and not Unknown ? last : ReadLast();

    /// <inheritdoc/>
    public long FirstSequence =>
        database.Read(c => c.ExecuteScalar<long?>("SELECT min(sequence) FROM journal")) ?? 1;

    /// <inheritdoc/>
    public void Append(JournalBatch batch)
    {
        if (batch.Entries.Count + batch.NewKeys.Count + batch.Requests.Count == 0)
            return;
        using var turn = database.TakeTurn();
        long last = Check(batch);
        // Before it is committed: an erasure that was asked for and not done is no harm when a backup is restored, one forgotten is.
        foreach (var entry in batch.Entries)
            if (entry.Erases is { } entity)
                erased.Add(entry.Received, entity);
        try
        {
            _writer ??= new JournalWriter(database);
            _writer.Append(batch);
            Volatile.Write(ref _last, last);
            bool isErasure = batch.Entries.Any(e => e.Erases is not null);
            // A reader of an older state, such as a backup, may hold this up; then every commit tries again, without waiting.
            if (isErasure || _mustEmptyLog)
                _mustEmptyLog = !_writer.EmptyLog(isErasure ? ReaderWaitMs : 0);
        }
        catch (Exception e)
        {
            Reset();
            if (e is SqliteException fault)
                throw SqliteFault.Of(database.File, fault);
            throw;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<JournalEntry> Read(long after, long until = long.MaxValue)
    {
        while (true)
        {
            var portion = List($"""
                SELECT {Columns} FROM journal AS j JOIN name AS s ON s.id = j.stream
                WHERE j.sequence > @after AND j.sequence <= @until ORDER BY j.sequence LIMIT {Portion}
                """, new { after, until });
            foreach (var entry in portion)
                yield return entry;
            if (portion.Count < Portion)
                yield break;
            after = portion[^1].Sequence;
        }
    }

    /// <inheritdoc/>
    public JournalEntry? Find(long sequence) =>
        List($"SELECT {Columns} FROM journal AS j JOIN name AS s ON s.id = j.stream WHERE j.sequence = @sequence", new { sequence })
            is [var entry] ? entry : null;

    /// <inheritdoc/>
    public IReadOnlyList<JournalEntry> FindTransaction(string stream, long id) => id == 0 ? [] : List($"""
        WITH {Zones.All}
        SELECT {Columns} FROM zone AS z
        CROSS JOIN journal AS j INDEXED BY journal_id ON j.sequence >> {Zones.Bits} = z.zone AND j.id = @id AND j.id <> 0
        JOIN name AS s ON s.id = j.stream AND s.kind = 1 AND s.text = @stream ORDER BY j.sequence
        """, new { stream, id });

    /// <inheritdoc/>
    public UInt128? FindRequest(UInt128 key) => database.Read(connection => connection.ExecuteScalar<byte[]?>(
        "SELECT content FROM request WHERE key = @key", new { key = EntityHash.Bytes(key) })) is { } content
        ? EntityHash.Read(content) : null;

    /// <summary>An entry from columns that begin so.</summary>
    public static JournalEntry Entry(IDataRecord row) => new(
        row.GetInt64(0), (EntryKind)row.GetInt32(1), row.GetString(2), row.GetInt64(3), (byte[])row.GetValue(4));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_writer is null)
            return;
        using var turn = database.TakeTurn();
        Reset();
    }

    private List<JournalEntry> List(string sql, object arguments) =>
        database.Read(connection => connection.Rows(sql, arguments, Entry));

    private long Check(JournalBatch batch)
    {
        long last = LastSequence;
        foreach (var entry in batch.Entries)
        {
            if (entry.Sequence != last + 1)
                throw new StorageException($"{database.File} ends with entry {last} (of this batch or before), and {entry.Sequence} was to "
                    + $"follow it; {last + 1} is expected. Another writer may have used the folder: start the service again.");
            last = entry.Sequence;
        }
        return last;
    }

    // What was remembered may not be true any more.
    private void Reset()
    {
        _writer?.Dispose();
        _writer = null;
        Volatile.Write(ref _last, Unknown);
    }

    private long ReadLast() => database.Read(c => c.ExecuteScalar<long?>("SELECT max(sequence) FROM journal")) ?? 0;
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Vigil.Storage.Sql.Databases;

/// <summary>
/// Moves pages from the write-ahead log into the database on a thread of its own, so that no commit waits for it. The log can begin anew
/// only when nothing is left in it: when it has grown long, the writer itself moves the few pages that came meanwhile.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    // Bytes of entries after which pages are moved, and pages of the log from which on it is to begin anew.
    private const long Interval = 4 << 20, LongLog = 16_384;

    private readonly SqliteDatabase _database;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _work = new(0);
    private readonly Lock _moving = new();
    private volatile bool _isStopping, _isLong;
    private long _bytes;

    public Checkpointer(SqliteDatabase database)
    {
        _database = database;
        _thread = new Thread(Run) { IsBackground = true, Name = "vigil checkpoint" };
        _thread.Start();
    }

    /// <summary>To be called by the writer after a commit of so many bytes, on its own connection.</summary>
    public void Wrote(long bytes, sqlite3 writer)
    {
        if (_isLong)
        {
            // A failure here is no failure of the commit; the next commit or checkpoint meets it again.
            _isLong = false;
            raw.sqlite3_wal_checkpoint_v2(writer, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        }
        _bytes += bytes;
        if (_bytes < Interval)
            return;
        _bytes = 0;
        if (_work.CurrentCount == 0)
            _work.Release();
    }

    /// <summary>
    /// Empties the log to the last byte, on the writer's connection, so that nothing deleted is left in it. False while somebody reads an
    /// older state for longer than was waited.
    /// </summary>
    public bool Empty(sqlite3 writer, int waitMs)
    {
        // Two at once do not wait for each other in SQLite.
        lock (_moving)
        {
            raw.sqlite3_busy_timeout(writer, waitMs);
            int code = raw.sqlite3_wal_checkpoint_v2(writer, null, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
            raw.sqlite3_busy_timeout(writer, _database.Options.BusyTimeoutMs);
            return code == raw.SQLITE_OK;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isStopping = true;
        _work.Release();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        SqliteConnection? connection = null;
        while (true)
        {
            _work.Wait();
            if (_isStopping)
                break;
            try
            {
                connection ??= _database.Connect(SqliteOpenMode.ReadWrite, cacheMiB: 2);
                lock (_moving)
                {
                    raw.sqlite3_wal_checkpoint_v2(connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out int pages, out _);
                    _isLong = pages > LongLog;
                }
            }
            catch (SqliteException)
            {
                // The log grows until the next try; whatever is wrong with the disk, the writer's own calls report it.
                connection?.Dispose();
                connection = null;
            }
        }
        connection?.Dispose();
    }
}

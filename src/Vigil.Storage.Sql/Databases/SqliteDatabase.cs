using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Databases;

/// <summary>
/// The connections to one database file: any number that read, which are used again, and those that write, which take turns in this
/// process, so that none starves while another commits without a pause.
/// </summary>
internal sealed class SqliteDatabase(string file, SqliteOptions options) : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly SemaphoreSlim _turn = new(1);
    private SqliteConnection? _writer;
    private bool _isClosed;

    /// <summary>The database file.</summary>
    public string File => file;

    /// <summary>How it was opened.</summary>
    public SqliteOptions Options => options;

    /// <summary>Waits for the turn to write; dispose to hand it on.</summary>
    public Turn TakeTurn()
    {
        RequireWritable();
        _turn.Wait();
        return Taken();
    }

    /// <summary>Asks; what is read is what was committed when the question began.</summary>
    public T Read<T>(Func<SqliteConnection, T> ask)
    {
        SqliteConnection? connection = null;
        try
        {
            if (!_readers.TryTake(out connection))
                connection = Connect(SqliteOpenMode.ReadOnly, cacheMiB: 8);
            T answer = ask(connection);
            _readers.Add(connection);
            connection = null;
            if (_isClosed)
                CloseReaders();
            return answer;
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Of(file, e);
        }
        finally
        {
            // After any failure: whatever the question left behind goes with it.
            connection?.Dispose();
        }
    }

    /// <summary>
    /// As <see cref="Read"/>. SQLite has no asynchronous reads: the caller's thread does it, and the answer is there on return.
    /// </summary>
    public ValueTask<T> ReadAsync<T>(Func<SqliteConnection, T> ask, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<T>(cancellation) : new(Read(ask));

    /// <summary>Changes, in one transaction, which is on disk when this returns.</summary>
    public T Write<T>(Func<SqliteConnection, T> change)
    {
        using var turn = TakeTurn();
        return Commit(change);
    }

    /// <summary>As <see cref="Write"/>; no thread waits for the turn. What has begun is not cancelled.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<SqliteConnection, T> change, CancellationToken cancellation)
    {
        RequireWritable();
        await _turn.WaitAsync(cancellation);
        using var turn = Taken();
        return Commit(change);
    }

    /// <summary>A connection of one's own, to be disposed.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is not a database.</exception>
    public SqliteConnection Connect(SqliteOpenMode mode, int cacheMiB)
    {
        SystemSqlite.Bind();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = mode, Pooling = false, ForeignKeys = true,
            DefaultTimeout = Math.Max(1, options.BusyTimeoutMs / 1000),
        }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, options.BusyTimeoutMs);
            // No memory mapping: there a failing disk would end the process instead of being reported.
            connection.Execute($"PRAGMA cache_size={-1024 * cacheMiB}; PRAGMA temp_store=MEMORY; PRAGMA automatic_index=OFF");
            if (mode != SqliteOpenMode.ReadOnly)
                connection.Execute("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864"
                    + (options.MaxPages is { } pages ? $"; PRAGMA max_page_count={pages}" : ""));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Wait();
        _isClosed = true;
        CloseReaders();
        CloseLast();
        _turn.Release();
    }

    private T Commit<T>(Func<SqliteConnection, T> change)
    {
        try
        {
            _writer ??= Connect(SqliteOpenMode.ReadWrite, cacheMiB: 8);
            using var transaction = _writer.BeginTransaction(deferred: false);
            T answer = change(_writer);
            transaction.Commit();
            return answer;
        }
        catch (SqliteException e)
        {
            _writer?.Dispose();
            _writer = null;
            throw SqliteFault.Of(file, e);
        }
    }

    private void RequireWritable()
    {
        if (options.IsReadOnly)
            throw new StorageException($"{file} was opened for reading only. Ask the service that runs, or stop it first.");
    }

    private Turn Taken()
    {
        if (!_isClosed)
            return new Turn(_turn);
        _turn.Release();
        throw new StorageException($"{file} is closed.");
    }

    // The last connection that closes empties the log, if it may write.
    private void CloseLast()
    {
        try
        {
            if (!options.IsReadOnly && System.IO.File.Exists(file))
                _writer ??= Connect(SqliteOpenMode.ReadWrite, cacheMiB: 2);
            _writer?.Dispose();
        }
        catch (SqliteException)
        {
            // What cannot be opened cannot be tidied up either; nothing is lost, the log is read at the next start.
        }
        _writer = null;
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }

    /// <summary>The turn to write.</summary>
    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => turn.Release();
    }
}

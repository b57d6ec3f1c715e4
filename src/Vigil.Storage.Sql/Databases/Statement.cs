using SQLitePCL;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Databases;

/// <summary>
/// A prepared statement that is used again and again, on SQLite's own calls: parameters by number, no objects per row. Not thread-safe.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly string _file;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares it.</summary>
    public Statement(string file, sqlite3 database, string sql)
    {
        (_file, _database) = (file, database);
        int code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        if (code != raw.SQLITE_OK)
            throw Fault(code);
    }

    public Statement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(_statement, index, value);
        return this;
    }

    /// <summary>NaN becomes null.</summary>
    public Statement Bind(int index, double value)
    {
        raw.sqlite3_bind_double(_statement, index, value);
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        raw.sqlite3_bind_blob(_statement, index, value);
        return this;
    }

    public Statement Bind(int index, string value)
    {
        raw.sqlite3_bind_text(_statement, index, value);
        return this;
    }

    public Statement BindNull(int index)
    {
        raw.sqlite3_bind_null(_statement, index);
        return this;
    }

    /// <summary>Runs it to its end, for statements whose rows are of no interest.</summary>
    public void Run()
    {
        int code = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw Fault(code);
    }

    /// <summary>The first column of its first row, or null when there is none.</summary>
    public long? Number()
    {
        int code = raw.sqlite3_step(_statement);
        long? value = code == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : null;
        raw.sqlite3_reset(_statement);
        return code is raw.SQLITE_DONE or raw.SQLITE_ROW ? value : throw Fault(code);
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private StorageException Fault(int code)
    {
        int extended = raw.sqlite3_extended_errcode(_database);
        return SqliteFault.Of(_file, extended == raw.SQLITE_OK ? code : extended, raw.sqlite3_errmsg(_database).utf8_to_string());
    }
}

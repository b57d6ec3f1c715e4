using Vigil.Files.Duck;

namespace Vigil.Files.Writing;

/// <summary>Writes Parquet with zstd: rows go into a DuckDB table in a temporary file, which is copied out at the end.</summary>
internal sealed unsafe class ParquetTableWriter : ITableWriter
{
    private readonly PendingFile _file;
    private readonly string _databasePath;
    private readonly DuckConnection _connection;
    private readonly IReadOnlyList<TableColumn> _columns;
    private nint _appender;

    internal ParquetTableWriter(PendingFile file, IReadOnlyList<TableColumn> columns)
    {
        _file = file;
        _columns = columns;
        _databasePath = file.Path + ".db";
        DeleteDatabase();
        _connection = new DuckConnection(_databasePath);
        try
        {
            _connection.Execute($"CREATE TABLE t ({string.Join(", ", columns.Select((c, i) => $"c{i} {SqlType(c.Type)}"))})");
            Check(DuckNative.duckdb_appender_create(_connection.Handle, null, "t", out _appender));
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            Missing();
            return;
        }
        var text = ByteWriter.Safe(utf8);
        fixed (byte* start = text)
            Check(DuckNative.duckdb_append_varchar_length(_appender, start, (ulong)text.Length));
    }

    /// <inheritdoc/>
    public void Number(double value) =>
        Check(double.IsFinite(value) ? DuckNative.duckdb_append_double(_appender, value) : DuckNative.duckdb_append_null(_appender));

    /// <inheritdoc/>
    public void Integer(long value) => Check(DuckNative.duckdb_append_int64(_appender, value));

    /// <inheritdoc/>
    public void Time(long micros) => Check(DuckNative.duckdb_append_timestamp(_appender, micros));

    /// <inheritdoc/>
    public void Bool(bool value) => Check(DuckNative.duckdb_append_bool(_appender, value ? (byte)1 : (byte)0));

    /// <inheritdoc/>
    public void Missing() => Check(DuckNative.duckdb_append_null(_appender));

    /// <inheritdoc/>
    public void EndRow() => Check(DuckNative.duckdb_appender_end_row(_appender));

    /// <inheritdoc/>
    public void Commit()
    {
        Check(DuckNative.duckdb_appender_close(_appender));
        string columns = string.Join(", ", _columns.Select((c, i) => $"{Stored(c.Type, i)} AS {DuckConnection.Name(c.Name)}"));
        _connection.Execute($"COPY (SELECT {columns} FROM t) TO {DuckConnection.Quote(_file.Path)} (FORMAT parquet, COMPRESSION zstd)");
        Close();
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _file.Dispose();
    }

    private static string SqlType(TableType type) => type switch
    {
        TableType.Text => "VARCHAR",
        TableType.Number => "DOUBLE",
        TableType.Integer => "BIGINT",
        TableType.Time => "TIMESTAMP",
        TableType.Bool => "BOOLEAN",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Times are stored as instants, so that readers do not take them for local ones.</summary>
    private static string Stored(TableType type, int index) => type == TableType.Time ? $"c{index} AT TIME ZONE 'UTC'" : $"c{index}";

    private void Check(int state)
    {
        if (state != 0)
            throw Failed();
    }

    private DuckException Failed() =>
        new("Parquet cannot be written: " + DuckConnection.Message(DuckNative.duckdb_appender_error(_appender)));

    private void Close()
    {
        if (_appender != 0)
            DuckNative.duckdb_appender_destroy(ref _appender);
        _connection.Dispose();
        DeleteDatabase();
    }

    private void DeleteDatabase()
    {
        File.Delete(_databasePath);
        File.Delete(_databasePath + ".wal");
    }
}

using System.Runtime.InteropServices;

namespace Vigil.Files.Duck;

/// <summary>A DuckDB database in memory or in a file, with one connection. It loads no extensions. Not thread-safe.</summary>
internal sealed class DuckConnection : IDisposable
{
    private static readonly string[] Settings =
        ["autoinstall_known_extensions=false", "autoload_known_extensions=false", "TimeZone='UTC'", "threads=2"];

    private nint _database;
    private nint _connection;

    /// <summary>Opens a database.</summary>
    /// <param name="path">Its file, or null for one in memory.</param>
    /// <exception cref="DuckException">It cannot be opened.</exception>
    internal DuckConnection(string? path = null)
    {
        if (DuckLibrary.Problem.Length > 0)
            throw new DuckException($"{DuckLibrary.Problem}; expected {DuckLibrary.Expected}");
        if (DuckNative.duckdb_open(path, out _database) != 0 || DuckNative.duckdb_connect(_database, out _connection) != 0)
        {
            Dispose();
            throw new DuckException("DuckDB cannot open " + (path ?? "a database in memory"));
        }
        foreach (string setting in Settings)
            Execute("SET " + setting);
    }

    /// <summary>The connection's handle.</summary>
    internal nint Handle => _connection;

    /// <summary>A text in quotes for SQL.</summary>
    internal static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A name in quotes for SQL.</summary>
    internal static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>DuckDB's message, first line.</summary>
    internal static string Message(nint text) => (Marshal.PtrToStringUTF8(text) ?? "unknown error").Split('\n')[0];

    /// <summary>Runs a statement for its effect.</summary>
    /// <exception cref="DuckException">It failed.</exception>
    internal void Execute(string sql)
    {
        bool isDone = DuckNative.duckdb_query(_connection, sql, out var result) == 0;
        string message = isDone ? "" : Message(DuckNative.duckdb_result_error(ref result));
        DuckNative.duckdb_destroy_result(ref result);
        if (!isDone)
            throw new DuckException(message);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_connection != 0)
            DuckNative.duckdb_disconnect(ref _connection);
        if (_database != 0)
            DuckNative.duckdb_close(ref _database);
    }
}

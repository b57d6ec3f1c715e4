using System.Runtime.InteropServices;

namespace Vigil.Files.Duck;

/// <summary>The part of DuckDB's C API that Parquet needs. Load the library through <see cref="DuckLibrary"/> first.</summary>
internal static unsafe partial class DuckNative
{
    internal const string Library = "duckdb";

    [StructLayout(LayoutKind.Sequential)]
    internal struct Result
    {
        private readonly ulong _columnCount, _rowCount, _rowsChanged;
        private readonly nint _columns, _error, _data;
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_open(string? path, out nint database);

    [LibraryImport(Library)]
    internal static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    internal static partial int duckdb_connect(nint database, out nint connection);

    [LibraryImport(Library)]
    internal static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_query(nint connection, string sql, out Result result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_prepare(nint connection, string sql, out nint statement);

    [LibraryImport(Library)]
    internal static partial nint duckdb_prepare_error(nint statement);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_prepare(ref nint statement);

    [LibraryImport(Library)]
    internal static partial int duckdb_pending_prepared_streaming(nint statement, out nint pending);

    [LibraryImport(Library)]
    internal static partial nint duckdb_pending_error(nint pending);

    [LibraryImport(Library)]
    internal static partial int duckdb_execute_pending(nint pending, out Result result);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_pending(ref nint pending);

    [LibraryImport(Library)]
    internal static partial nint duckdb_result_error(ref Result result);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_result(ref Result result);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_column_count(ref Result result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_column_name(ref Result result, ulong column);

    [LibraryImport(Library)]
    internal static partial nint duckdb_fetch_chunk(Result result);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Library)]
    internal static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    internal static partial byte* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library)]
    internal static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_appender_create(nint connection, string? schema, string table, out nint appender);

    [LibraryImport(Library)]
    internal static partial nint duckdb_appender_error(nint appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_append_bool(nint appender, byte value);

    [LibraryImport(Library)]
    internal static partial int duckdb_append_int64(nint appender, long value);

    [LibraryImport(Library)]
    internal static partial int duckdb_append_double(nint appender, double value);

    [LibraryImport(Library)]
    internal static partial int duckdb_append_timestamp(nint appender, long micros);

    [LibraryImport(Library)]
    internal static partial int duckdb_append_varchar_length(nint appender, byte* text, ulong length);

    [LibraryImport(Library)]
    internal static partial int duckdb_append_null(nint appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_end_row(nint appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_close(nint appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_destroy(ref nint appender);
}

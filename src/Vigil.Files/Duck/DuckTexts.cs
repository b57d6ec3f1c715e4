namespace Vigil.Files.Duck;

/// <summary>Walks over the rows of a query whose columns are all VARCHAR, a chunk at a time.</summary>
internal sealed unsafe class DuckTexts : IDisposable
{
    private const int InlineLength = 12;

    private DuckNative.Result _result;
    private readonly nint[] _data;
    private readonly nint[] _validity;
    private nint _statement;
    private nint _pending;
    private nint _chunk;
    private int _count;
    private int _row;

    /// <summary>Runs the query; its rows are made as they are asked for.</summary>
    /// <exception cref="DuckException">It failed.</exception>
    internal DuckTexts(DuckConnection connection, string sql)
    {
        if (DuckNative.duckdb_prepare(connection.Handle, sql, out _statement) != 0)
            throw Failed(DuckNative.duckdb_prepare_error(_statement));
        if (DuckNative.duckdb_pending_prepared_streaming(_statement, out _pending) != 0)
            throw Failed(DuckNative.duckdb_pending_error(_pending));
        if (DuckNative.duckdb_execute_pending(_pending, out _result) != 0)
            throw Failed(DuckNative.duckdb_result_error(ref _result));
        Columns = new string[DuckNative.duckdb_column_count(ref _result)];
        for (int i = 0; i < Columns.Length; i++)
            Columns[i] = System.Runtime.InteropServices.Marshal.PtrToStringUTF8(DuckNative.duckdb_column_name(ref _result, (ulong)i))!;
        _data = new nint[Columns.Length];
        _validity = new nint[Columns.Length];
    }

    /// <summary>The columns' names.</summary>
    internal string[] Columns { get; }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="DuckException">The rest cannot be read.</exception>
    internal bool Read()
    {
        if (++_row < _count)
            return true;
        _row = 0;
        do
        {
            DestroyChunk();
            _chunk = DuckNative.duckdb_fetch_chunk(_result);
            if (_chunk == 0)
                return End();
            _count = (int)DuckNative.duckdb_data_chunk_get_size(_chunk);
        }
        while (_count == 0);
        for (int i = 0; i < _data.Length; i++)
        {
            nint vector = DuckNative.duckdb_data_chunk_get_vector(_chunk, (ulong)i);
            _data[i] = (nint)DuckNative.duckdb_vector_get_data(vector);
            _validity[i] = (nint)DuckNative.duckdb_vector_get_validity(vector);
        }
        return true;
    }

    /// <summary>The text in a column of this row; empty for NULL. Valid until the next <see cref="Read"/>.</summary>
    internal ReadOnlySpan<byte> Text(int column)
    {
        ulong* validity = (ulong*)_validity[column];
        if (validity is not null && (validity[_row >> 6] & (1UL << (_row & 63))) == 0)
            return default;
        byte* entry = (byte*)_data[column] + 16 * _row;
        int length = *(int*)entry;
        return new ReadOnlySpan<byte>(length <= InlineLength ? entry + 4 : *(byte**)(entry + 8), length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DestroyChunk();
        DuckNative.duckdb_destroy_result(ref _result);
        if (_pending != 0)
            DuckNative.duckdb_destroy_pending(ref _pending);
        if (_statement != 0)
            DuckNative.duckdb_destroy_prepare(ref _statement);
    }

    private bool End()
    {
        _count = 0;
        nint error = DuckNative.duckdb_result_error(ref _result);
        return error == 0 ? false : throw new DuckException(DuckConnection.Message(error));
    }

    private void DestroyChunk()
    {
        if (_chunk != 0)
            DuckNative.duckdb_destroy_data_chunk(ref _chunk);
    }

    private DuckException Failed(nint message)
    {
        var failure = new DuckException(DuckConnection.Message(message));
        Dispose();
        return failure;
    }
}

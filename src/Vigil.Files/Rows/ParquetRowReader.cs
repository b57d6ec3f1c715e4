using System.Globalization;
using System.Text;
using Vigil.Files.Duck;

namespace Vigil.Files.Rows;

/// <summary>Reads Parquet with DuckDB, every column as text, rows in file order: structures are flattened with dots as in JSON,
/// lists are JSON text, what is no finite number is missing. See docs/decisions/0004-duckdb-for-parquet.md.</summary>
internal sealed class ParquetRowReader : IRowReader
{
    private readonly DuckConnection _connection;
    private readonly DuckTexts _texts;
    private readonly bool[] _areNumbers;
    private readonly long _length;
    private readonly long _rowCount;

    private ParquetRowReader(DuckConnection connection, InputFile file)
    {
        _connection = connection;
        _length = file.Length;
        string from = $"FROM read_parquet({DuckConnection.Quote(Literal(file.Path))}, hive_partitioning = false)";
        using (var count = new DuckTexts(connection, "SELECT count(*)::VARCHAR " + from))
        {
            count.Read();
            _rowCount = long.Parse(Encoding.UTF8.GetString(count.Text(0)), CultureInfo.InvariantCulture);
        }
        _texts = new DuckTexts(connection, $"SELECT {ParquetColumns.Select(connection, from, out _areNumbers)} {from}");
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _texts.Columns;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

    /// <inheritdoc/>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public long BytesRead => _rowCount == 0 ? _length : (long)((double)_length * Math.Min(Line, _rowCount) / _rowCount);

    /// <inheritdoc/>
    public string Found => "";

    /// <inheritdoc/>
    public string Expected => "";

    /// <inheritdoc/>
    public bool HasRaw => false;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => default;

    /// <summary>A reader, or why there is none: the library is missing, or the file is damaged.</summary>
    internal static ParquetRowReader? TryOpen(InputFile file, out FileProblem? problem)
    {
        problem = null;
        if (DuckLibrary.Problem.Length > 0)
        {
            problem = new FileProblem(file.Name, "a Parquet file, but " + DuckLibrary.Problem, DuckLibrary.Expected);
            return null;
        }
        DuckConnection? connection = null;
        try
        {
            connection = new DuckConnection();
            return new ParquetRowReader(connection, file);
        }
        catch (DuckException e)
        {
            connection?.Dispose();
            problem = new FileProblem(file.Name, "Parquet that cannot be read: " + e.Message, "a whole Parquet file");
            return null;
        }
    }

    /// <inheritdoc/>
    public RowKind Read()
    {
        if (!_texts.Read())
            return RowKind.End;
        Line++;
        return RowKind.Good;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => _texts.Text(column);

    /// <inheritdoc/>
    public bool IsNumber(int column) => _areNumbers[column];

    /// <inheritdoc/>
    public void Dispose()
    {
        _texts.Dispose();
        _connection.Dispose();
    }

    /// <summary>DuckDB takes a path for a pattern; a bracket makes a character stand for itself.</summary>
    private static string Literal(string path) =>
        string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString(CultureInfo.InvariantCulture)));
}

using System.Buffers;
using System.Text;

namespace Vigil.Files.Writing;

/// <summary>Writes RFC 4180 with LF line ends; missing is empty.</summary>
internal sealed class CsvTableWriter : ITableWriter
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);
    private readonly PendingFile _file;
    private readonly ByteWriter _out;
    private readonly bool _isSingle;
    private int _column;

    internal CsvTableWriter(PendingFile file, Stream stream, IReadOnlyList<TableColumn> columns)
    {
        _file = file;
        _out = new ByteWriter(stream);
        _isSingle = columns.Count == 1;
        foreach (var column in columns)
            Text(Encoding.UTF8.GetBytes(column.Name));
        EndRow();
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Separate();
        var text = ByteWriter.Safe(utf8);
        bool hasEdgeSpace = !text.IsEmpty && (text[0] == ' ' || text[^1] == ' ');
        if (!hasEdgeSpace && !text.ContainsAny(Special) && !(text.IsEmpty && _isSingle))
        {
            _out.Raw(text);
            return;
        }
        _out.Raw((byte)'"');
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            _out.Raw(text[..quote]);
            _out.Raw("\"\""u8);
        }
        _out.Raw(text);
        _out.Raw((byte)'"');
    }

    /// <inheritdoc/>
    public void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            Missing();
            return;
        }
        Separate();
        _out.Number(value);
    }

    /// <inheritdoc/>
    public void Integer(long value)
    {
        Separate();
        _out.Integer(value);
    }

    /// <inheritdoc/>
    public void Time(long micros)
    {
        Separate();
        _out.Time(micros);
    }

    /// <inheritdoc/>
    public void Bool(bool value)
    {
        Separate();
        _out.Raw(value ? "true"u8 : "false"u8);
    }

    /// <inheritdoc/>
    public void Missing() => Text(default);

    /// <inheritdoc/>
    public void EndRow()
    {
        _out.Raw((byte)'\n');
        _column = 0;
    }

    /// <inheritdoc/>
    public void Commit()
    {
        _out.Finish();
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _out.Dispose();
        }
        finally
        {
            _file.Dispose();
        }
    }

    private void Separate()
    {
        if (_column++ > 0)
            _out.Raw((byte)',');
    }
}

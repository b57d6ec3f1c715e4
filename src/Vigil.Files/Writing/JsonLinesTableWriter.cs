using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vigil.Files.Writing;

/// <summary>Writes one JSON object per line with every column in it; missing is null.</summary>
internal sealed class JsonLinesTableWriter : ITableWriter
{
    private readonly PendingFile _file;
    private readonly ByteWriter _out;
    private readonly byte[][] _keys;
    private int _column;

    internal JsonLinesTableWriter(PendingFile file, Stream stream, IReadOnlyList<TableColumn> columns)
    {
        _file = file;
        _out = new ByteWriter(stream);
        _keys = [.. columns.Select((c, i) => Key(c.Name, i))];
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            Missing();
            return;
        }
        _out.Raw(_keys[_column++]);
        _out.Raw((byte)'"');
        var text = ByteWriter.Safe(utf8);
        int special = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(text);
        _out.Raw(special < 0 ? text : JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
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
        _out.Raw(_keys[_column++]);
        _out.Number(value);
    }

    /// <inheritdoc/>
    public void Integer(long value)
    {
        _out.Raw(_keys[_column++]);
        _out.Integer(value);
    }

    /// <inheritdoc/>
    public void Time(long micros)
    {
        _out.Raw(_keys[_column++]);
        _out.Raw((byte)'"');
        _out.Time(micros);
        _out.Raw((byte)'"');
    }

    /// <inheritdoc/>
    public void Bool(bool value)
    {
        _out.Raw(_keys[_column++]);
        _out.Raw(value ? "true"u8 : "false"u8);
    }

    /// <inheritdoc/>
    public void Missing()
    {
        _out.Raw(_keys[_column++]);
        _out.Raw("null"u8);
    }

    /// <inheritdoc/>
    public void EndRow()
    {
        _out.Raw("}\n"u8);
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

    private static byte[] Key(string name, int index) =>
    [
        .. index == 0 ? "{"u8 : ","u8, (byte)'"',
        .. JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, .. "\":"u8,
    ];
}

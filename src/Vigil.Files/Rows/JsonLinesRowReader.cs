using System.Text;
using System.Text.Json;

namespace Vigil.Files.Rows;

/// <summary>Reads one JSON object per line. Nested objects are flattened with dots, arrays are kept as JSON text, null is empty.</summary>
/// <remarks>A broken line costs an exception, for <see cref="Utf8JsonReader"/> has no other way to tell; it stays in here.</remarks>
internal sealed class JsonLinesRowReader : IRowReader
{
    private readonly RowBuffer _buffer;
    private readonly Stream _origin;
    private readonly bool _discovers;
    private readonly JsonColumns _columns;
    private RowKind _kind;
    private long _nextLine = 1;
    private int _length;

    /// <summary>A reader of the columns named, or, without names, of every column that turns up.</summary>
    internal JsonLinesRowReader(Stream content, Stream origin, IReadOnlyList<string>? columns = null)
        : this(new RowBuffer(content), origin, columns)
    {
    }

    /// <summary>A reader that goes on from a buffer.</summary>
    internal JsonLinesRowReader(RowBuffer buffer, Stream origin, IReadOnlyList<string>? columns)
    {
        _buffer = buffer;
        _origin = origin;
        _discovers = columns is null;
        _columns = new JsonColumns(columns ?? []);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _columns.Names;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

    /// <inheritdoc/>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public long BytesRead => _origin.CanSeek ? _origin.Position : 0;

    /// <inheritdoc/>
    public string Found { get; private set; } = "";

    /// <inheritdoc/>
    public string Expected { get; private set; } = "";

    /// <inheritdoc/>
    public bool HasRaw => true;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw => _buffer.Unread[..Math.Min(_length < 0 ? _buffer.Unread.Length : _length, RowLimits.Raw)];

    /// <inheritdoc/>
    public RowKind Read()
    {
        TakeLast();
        while (true)
        {
            var text = _buffer.Unread;
            _length = text.IndexOf((byte)'\n');
            if (_length < 0 && !_buffer.IsComplete && !_buffer.IsFull)
            {
                _buffer.Fill();
                continue;
            }
            if (_length < 0 && text.IsEmpty)
                return _kind = RowKind.End;
            Line = _nextLine;
            if (_length > RowLimits.Row || (_length < 0 && _buffer.IsFull))
                return _kind = TooLong();
            _length = _length < 0 ? text.Length : _length;
            var line = Line == 1 && text.StartsWith(Encoding.UTF8.Preamble) ? text[3.._length] : text[.._length];
            if (!line.Trim(" \t\r"u8).IsEmpty)
                return _kind = Parse(line);
            TakeLine();
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => _columns.Value(column, _buffer.Unread);

    /// <inheritdoc/>
    public bool IsNumber(int column) => _columns.IsNumber(column);

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private void TakeLast()
    {
        if (_kind == RowKind.End)
            return;
        if (_length >= 0)
        {
            TakeLine();
            return;
        }
        // A line beyond the limit: it ends at the next LF, wherever a CR may stand before it.
        int end;
        while ((end = _buffer.Unread.IndexOf((byte)'\n')) < 0 && !_buffer.IsComplete)
        {
            _buffer.Take(_buffer.Unread.Length);
            _buffer.Fill();
        }
        _length = end < 0 ? _buffer.Unread.Length : end;
        TakeLine();
    }

    private void TakeLine()
    {
        _buffer.Take(Math.Min(_length + 1, _buffer.Unread.Length));
        _nextLine++;
    }

    private RowKind TooLong()
    {
        _length = -1;
        return Bad("a line of more than 1 MiB", "rows of at most 1 MiB");
    }

    private RowKind Parse(ReadOnlySpan<byte> line)
    {
        int offset = _length - line.Length;
        try
        {
            return _columns.TryRead(line, offset, _discovers, out string problem) ? RowKind.Good : Bad(problem, "one JSON object per line");
        }
        catch (JsonException e)
        {
            return Bad("JSON that is not valid: " + JsonMessages.Short(e), "one JSON object per line");
        }
        catch (InvalidOperationException)
        {
            return Bad("a JSON string that is not valid UTF-8 or half of a surrogate pair", "one JSON object per line, in UTF-8");
        }
    }

    private RowKind Bad(string found, string expected)
    {
        Found = found;
        Expected = expected;
        return RowKind.Bad;
    }
}

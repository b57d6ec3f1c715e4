using System.Text.Json;

namespace Vigil.Files.Rows;

/// <summary>
/// Reads the objects of an array inside a JSON document, such as a saved answer of an API, or objects that go over several lines, in
/// bounded memory. Columns are those of JSON lines.
/// </summary>
/// <remarks>What is no JSON ends the reading: nothing tells where the next object starts.</remarks>
internal sealed class JsonDocumentRowReader : IRowReader
{
    private const string Expectation = "JSON that is whole and valid";
    private readonly RowBuffer _buffer;
    private readonly Stream _origin;
    private readonly bool _discovers;
    private readonly JsonColumns _columns;
    private readonly JsonPath _path;
    private JsonReaderState _state = new(new JsonReaderOptions { AllowMultipleValues = true });
    private JsonReaderState _behind;
    private (int Start, int End) _object;
    private long _linesBefore;
    private bool _isOver;

    /// <summary>A reader of the columns named, or, without names, of every column that turns up.</summary>
    internal JsonDocumentRowReader(RowBuffer buffer, Stream origin, JsonLayout layout, IReadOnlyList<string>? columns)
    {
        _buffer = buffer;
        _origin = origin;
        _path = new JsonPath(layout.Path);
        _discovers = columns is null;
        _columns = new JsonColumns(columns ?? []);
        Notes = layout.Notes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _columns.Names;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

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
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            var text = _buffer.Unread[_object.Start.._object.End];
            return text[..Math.Min(text.Length, RowLimits.Raw)];
        }
    }

    /// <inheritdoc/>
    public RowKind Read()
    {
        TakeLast();
        try
        {
            while (!_isOver)
            {
                if (Find())
                    return Parse();
                if (_object.End > 0)
                    return TooLong();
                if (_buffer.IsComplete)
                    break;
                _buffer.Fill();
            }
            return RowKind.End;
        }
        catch (JsonException e)
        {
            return Broken(e);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => _columns.Value(column, _buffer.Unread);

    /// <inheritdoc/>
    public bool IsNumber(int column) => _columns.IsNumber(column);

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    /// <summary>Goes on to the next object that is in the buffer as a whole; takes what stands before it.</summary>
    private bool Find()
    {
        var json = new Utf8JsonReader(_buffer.Unread, _buffer.IsComplete, _state);
        int taken = 0;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.StartObject && _path.IsRow)
            {
                int start = (int)json.TokenStartIndex;
                if (json.TrySkip())
                {
                    _object = (start, (int)json.BytesConsumed);
                    _behind = json.CurrentState;
                    return true;
                }
                Take(taken);
                if (!_buffer.IsFull)
                    return false;
                _object = (0, Math.Min(RowLimits.Raw, _buffer.Unread.Length));
                return false;
            }
            _path.Add(ref json);
            taken = (int)json.BytesConsumed;
            _state = json.CurrentState;
        }
        Take(taken);
        return false;
    }

    private RowKind Parse()
    {
        var (start, end) = _object;
        Line = 1 + _linesBefore + _buffer.Unread[..start].Count((byte)'\n');
        try
        {
            return _columns.TryRead(_buffer.Unread[start..end], start, _discovers, out string problem) ? RowKind.Good
                : Bad(problem, "a JSON object with each field once");
        }
        catch (InvalidOperationException)
        {
            return Bad("a JSON string that is not valid UTF-8 or half of a surrogate pair", "JSON in UTF-8");
        }
    }

    private RowKind TooLong()
    {
        Line = 1 + _linesBefore;
        _isOver = true;
        return Bad("an object of more than 1 MiB, or one that does not end; nothing behind it is read", "objects of at most 1 MiB");
    }

    private RowKind Broken(JsonException e)
    {
        var rest = _buffer.Unread;
        int at = (int)Math.Min(e.BytePositionInLine ?? 0, rest.Length);
        Line = 1 + _linesBefore + (e.LineNumber ?? 0);
        _object = (0, e.LineNumber is null or 0 ? Math.Min(rest.Length, Math.Max(at, 1)) : 0);
        _isOver = true;
        return Bad("JSON that is not valid, and nothing behind it is read: " + JsonMessages.Short(e), Expectation);
    }

    private void TakeLast()
    {
        if (_object.End == 0 || _isOver)
            return;
        Take(_object.End);
        _state = _behind;
        _object = default;
    }

    private void Take(int count)
    {
        _linesBefore += _buffer.Unread[..count].Count((byte)'\n');
        _buffer.Take(count);
    }

    private RowKind Bad(string found, string expected)
    {
        Found = found;
        Expected = expected;
        return RowKind.Bad;
    }
}

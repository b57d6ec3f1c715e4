using System.Globalization;
using System.Text;

namespace Vigil.Files.Rows;

/// <summary>Reads CSV in bounded memory and finds back to the next line behind anything that is no row.</summary>
/// <remarks>See docs/decisions/0003-csv-reader.md. Whatever is no row costs exactly one physical line, which is reported.</remarks>
internal sealed class CsvRowReader : IRowReader
{
    private readonly RowBuffer _buffer;
    private readonly Stream _origin;
    private readonly CsvScanner _scanner;
    private readonly byte[][] _header;
    private readonly string[] _columns;
    private RowKind _kind;
    private long _nextLine;

    private CsvRowReader(RowBuffer buffer, Stream origin, CsvHeader header)
    {
        _buffer = buffer;
        _origin = origin;
        Delimiter = header.Delimiter;
        _scanner = new CsvScanner(header.Delimiter, header.TrimsStart);
        _header = header.Fields;
        _columns = header.Names;
        _nextLine = header.NextLine;
        Notes = header.Notes;
    }

    /// <summary>The byte between fields.</summary>
    internal byte Delimiter { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _columns;

    /// <inheritdoc/>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public long BytesRead => _origin.CanSeek ? _origin.Position : 0;

    /// <inheritdoc/>
    public string Found { get; private set; } = "";

    /// <inheritdoc/>
    public string Expected { get; private set; } = "";

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public bool HasRaw => true;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            var unread = _buffer.Unread;
            int end = _kind == RowKind.Good ? _scanner.Length : unread.IndexOfAny((byte)'\n', (byte)'\r');
            return unread[..Math.Min(RowLimits.Raw, end < 0 ? unread.Length : end)];
        }
    }

    /// <summary>Reads the header. The reader owns the stream only if it is returned.</summary>
    /// <param name="content">The text, decompressed.</param>
    /// <param name="origin">The file, for progress; may be the same.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="problem">Why there is no reader.</param>
    /// <param name="names">The columns' names, for a file without a header.</param>
    internal static CsvRowReader? TryOpen(
        Stream content, Stream origin, string name, out FileProblem? problem, IReadOnlyList<string>? names = null)
    {
        var buffer = new RowBuffer(content);
        var header = CsvHeader.TryRead(buffer, name, names, out problem);
        return header is null ? null : new CsvRowReader(buffer, origin, header);
    }

    /// <inheritdoc/>
    public RowKind Read()
    {
        TakeLast();
        while (true)
        {
            var text = _buffer.Unread;
            if (text.IsEmpty && _buffer.IsComplete)
                return _kind = RowKind.End;
            if (!text.IsEmpty && text[0] is (byte)'\n' or (byte)'\r')
            {
                _buffer.TakeLineEnd();
                _nextLine++;
                continue;
            }
            Line = _nextLine;
            var outcome = _scanner.Scan(text, _buffer.IsComplete);
            if (outcome != CsvOutcome.More)
                return _kind = Judge(outcome, text);
            if (_buffer.IsFull)
                return _kind = TooLong(text);
            _buffer.Fill();
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(int column) => column < _scanner.Count ? _scanner.Field(_buffer.Unread, column) : default;

    /// <inheritdoc/>
    public bool IsNumber(int column) => false;

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    /// <summary>Goes behind the last row: a good one as a whole, a bad one by its first physical line.</summary>
    private void TakeLast()
    {
        if (_kind == RowKind.Bad)
        {
            _buffer.SkipLine();
            _nextLine++;
        }
        else if (_kind == RowKind.Good)
        {
            _buffer.Take(_scanner.Length);
            _nextLine += 1 + _scanner.InnerLines;
            if (!_buffer.Unread.IsEmpty)
                _buffer.TakeLineEnd();
        }
        _kind = RowKind.End;
    }

    private RowKind Judge(CsvOutcome outcome, ReadOnlySpan<byte> text)
    {
        if (outcome == CsvOutcome.OpenQuote)
            return OpenQuote();
        if (outcome == CsvOutcome.TextBehindQuote)
            return Bad("text behind a closing quote", "a delimiter or the end of the line there; quotes inside a quoted field are doubled");
        if (_scanner.Length > RowLimits.Row)
            return TooLong(text);
        if (!HasWidth(text))
            return Bad(Fields(_scanner.Count), Fields(_columns.Length) + " as in the header");
        return IsHeader(text) ? Bad("the header again", "a row") : RowKind.Good;
    }

    /// <summary>Fields left out at the end are empty, and empty ones too many are none; one field alone is no row of several.</summary>
    private bool HasWidth(ReadOnlySpan<byte> text)
    {
        if (_scanner.Count > RowLimits.Columns || CsvHeaderSearch.IsTooShort(_scanner.Count, _columns.Length))
            return false;
        for (int i = _columns.Length; i < _scanner.Count; i++)
            if (!_scanner.Field(text, i).Trim((byte)' ').IsEmpty)
                return false;
        return true;
    }

    private RowKind TooLong(ReadOnlySpan<byte> text) => text[..Math.Min(text.Length, RowLimits.Row)].IndexOfAny((byte)'\n', (byte)'\r') >= 0
        ? OpenQuote()
        : Bad("a line of more than 1 MiB", "rows of at most 1 MiB");

    private RowKind OpenQuote() => Bad("a quote that is not closed", "a closing quote within 100 lines and 1 MiB");

    private RowKind Bad(string found, string expected)
    {
        Found = found;
        Expected = expected;
        return RowKind.Bad;
    }

    private bool IsHeader(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < _header.Length; i++)
        {
            var field = i < _scanner.Count ? _scanner.Field(text, i) : default;
            if (i == 0 && field.StartsWith(Encoding.UTF8.Preamble))
                field = field[Encoding.UTF8.Preamble.Length..];
            if (!field.SequenceEqual(_header[i]))
                return false;
        }
        return _header.Length > 0;
    }

    private static string Fields(int count) => count == 1 ? "1 field" : string.Create(CultureInfo.InvariantCulture, $"{count} fields");
}

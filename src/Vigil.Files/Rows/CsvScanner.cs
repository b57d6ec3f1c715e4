namespace Vigil.Files.Rows;

/// <summary>How the scan of one record ended.</summary>
internal enum CsvOutcome
{
    /// <summary>The record is whole.</summary>
    Record,

    /// <summary>The record goes on behind the bytes given.</summary>
    More,

    /// <summary>A quoted field goes on for too many lines, or to the end of the file.</summary>
    OpenQuote,

    /// <summary>A quoted field is closed but goes on.</summary>
    TextBehindQuote,
}

/// <summary>Splits one record at a time into fields by RFC 4180. Allocates nothing once its buffers have grown.</summary>
/// <param name="delimiter">The byte between fields.</param>
/// <param name="trimsStart">Whether spaces behind a delimiter do not belong to the field.</param>
internal sealed class CsvScanner(byte delimiter, bool trimsStart)
{
    private (int Start, int Length)[] _fields = new (int, int)[32];
    private byte[] _unescaped = new byte[256];
    private int _unescapedLength;

    /// <summary>The count of fields in the last record.</summary>
    internal int Count { get; private set; }

    /// <summary>The last record's length in bytes without its line end.</summary>
    internal int Length { get; private set; }

    /// <summary>The count of line ends inside the last record.</summary>
    internal int InnerLines { get; private set; }

    /// <summary>A field of the last record, whose bytes are <paramref name="text"/>.</summary>
    internal ReadOnlySpan<byte> Field(ReadOnlySpan<byte> text, int index)
    {
        var (start, length) = _fields[index];
        var field = start >= 0 ? text.Slice(start, length) : _unescaped.AsSpan(~start, length);
        // So programs keep spreadsheets from taking a text for a number: ="00123".
        return field is [(byte)'=', (byte)'"', .., (byte)'"'] && length > 2 ? field[2..^1] : field;
    }

    /// <summary>Splits the record at the start of <paramref name="text"/>.</summary>
    /// <param name="text">Bytes from the record's start on.</param>
    /// <param name="isComplete">Whether the file ends where the bytes end.</param>
    internal CsvOutcome Scan(ReadOnlySpan<byte> text, bool isComplete)
    {
        Count = InnerLines = _unescapedLength = 0;
        for (int at = 0; ; at++)
        {
            if (trimsStart)
                while (at < text.Length && text[at] == ' ')
                    at++;
            if (at < text.Length && text[at] == '"')
            {
                var outcome = ScanQuoted(text, ref at, isComplete);
                if (outcome != CsvOutcome.Record)
                    return outcome;
            }
            else
            {
                int behind = FormulaText(text[at..]);
                int length = text[(at + behind)..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
                length = length < 0 ? length : length + behind;
                length = length < 0 ? text.Length - at : length;
                Add(at, length);
                at += length;
            }
            if (at == text.Length && !isComplete)
                return CsvOutcome.More;
            Length = at;
            if (at == text.Length || text[at] != delimiter)
                return CsvOutcome.Record;
        }
    }

    /// <summary>Takes a quoted field; leaves <paramref name="at"/> behind its closing quote.</summary>
    private CsvOutcome ScanQuoted(ReadOnlySpan<byte> text, ref int at, bool isComplete)
    {
        int start = ++at, lines = 0;
        bool isEscaped = false;
        while (true)
        {
            int next = text[at..].IndexOfAny((byte)'"', (byte)'\n', (byte)'\r');
            if (next < 0)
                return isComplete ? CsvOutcome.OpenQuote : CsvOutcome.More;
            at += next + 1;
            bool hasMore = at < text.Length;
            if (text[at - 1] == '"')
            {
                if (!hasMore && !isComplete)
                    return CsvOutcome.More;
                if (!hasMore || text[at] != '"')
                    break;
                isEscaped = true;
                at++;
            }
            else if ((text[at - 1] == '\n' || !hasMore || text[at] != '\n') && ++lines > RowLimits.QuotedLines)
                return CsvOutcome.OpenQuote;
        }
        if (at < text.Length && text[at] != delimiter && text[at] is not ((byte)'\n' or (byte)'\r'))
            return CsvOutcome.TextBehindQuote;
        InnerLines += lines;
        if (isEscaped)
            AddUnescaped(text[start..(at - 1)]);
        else
            Add(start, at - 1 - start);
        return CsvOutcome.Record;
    }

    /// <summary>The bytes of an unquoted <c>="1,5"</c>, in which a delimiter parts nothing; 0 for anything else.</summary>
    private int FormulaText(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'=', (byte)'"', ..])
            return 0;
        int close = text[2..].IndexOfAny((byte)'"', (byte)'\n', (byte)'\r');
        int end = close + 3;
        return close >= 0 && text[end - 1] == '"'
            && (end == text.Length || text[end] == delimiter || text[end] is (byte)'\n' or (byte)'\r') ? end : 0;
    }

    private void AddUnescaped(ReadOnlySpan<byte> content)
    {
        if (_unescapedLength + content.Length > _unescaped.Length)
            Array.Resize(ref _unescaped, Math.Max(2 * _unescaped.Length, _unescapedLength + content.Length));
        int start = _unescapedLength;
        for (int i = 0; i < content.Length; i++)
        {
            _unescaped[_unescapedLength++] = content[i];
            if (content[i] == '"')
                i++;
        }
        Add(~start, _unescapedLength - start);
    }

    private void Add(int start, int length)
    {
        if (Count == _fields.Length && Count <= RowLimits.Columns)
            Array.Resize(ref _fields, 2 * Count);
        if (Count < _fields.Length)
            _fields[Count] = (start, length);
        Count++;
    }
}

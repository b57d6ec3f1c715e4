namespace Vigil.Files.Rows;

/// <summary>One record of a sample.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Start">Where it starts in the text.</param>
/// <param name="Length">Its length without the line end.</param>
/// <param name="Lines">How many lines it takes.</param>
/// <param name="Shapes">What its fields look like; empty for what is no record.</param>
internal sealed record CsvRecord(long Line, int Start, int Length, long Lines, FieldShape[] Shapes)
{
    /// <summary>How many fields it has.</summary>
    internal int Count => Shapes.Length;

    /// <summary>How many fields it has up to the last one that says something.</summary>
    internal int Filled { get; } = Array.FindLastIndex(Shapes, s => s != FieldShape.Empty) + 1;

    /// <summary>What a field looks like; a field that is left out is empty.</summary>
    internal FieldShape Shape(int column) => column < Shapes.Length ? Shapes[column] : FieldShape.Empty;
}

/// <summary>The first records of a file, split by one delimiter just as the reader will split them.</summary>
internal sealed class CsvSample
{
    /// <summary>The rows that show what the columns mean, and the lines before them that may be the header.</summary>
    private const int MostRecords = FileProbe.RowLimit + CsvHeaderSearch.Depth;

    /// <summary>A record that goes on behind the sample for longer than this has a quote that is not closed.</summary>
    private const int OpenAtMost = RowLimits.Row / 2;

    private CsvSample(byte delimiter, bool trimsStart, List<CsvRecord> records) =>
        (Delimiter, TrimsStart, Records) = (delimiter, trimsStart, records);

    /// <summary>The byte between fields.</summary>
    internal byte Delimiter { get; }

    /// <summary>Whether spaces behind a delimiter do not belong to the field.</summary>
    internal bool TrimsStart { get; }

    /// <summary>The records, and lines that are none, but no blank ones.</summary>
    internal IReadOnlyList<CsvRecord> Records { get; }

    /// <summary>Splits the text, up to the record that goes on behind its end.</summary>
    internal static CsvSample Of(ReadOnlySpan<byte> text, bool isComplete, long line, byte delimiter, bool trimsStart)
    {
        var records = new List<CsvRecord>();
        var scanner = new CsvScanner(delimiter, trimsStart);
        for (int at = 0; at < text.Length && records.Count < MostRecords;)
        {
            int end = text[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (end != 0)
            {
                var outcome = scanner.Scan(text[at..], isComplete);
                if (outcome == CsvOutcome.More && text.Length - at < OpenAtMost)
                    break;
                bool isRecord = outcome == CsvOutcome.Record;
                int length = isRecord ? scanner.Length : end < 0 ? text.Length - at : end;
                long lines = isRecord ? 1 + scanner.InnerLines : 1;
                records.Add(new CsvRecord(line, at, length, lines, isRecord ? Shapes(scanner, text[at..]) : []));
                at += length;
                line += lines;
            }
            else
                line++;
            at += LineEnd(text[at..]);
        }
        return new CsvSample(delimiter, trimsStart, records);
    }

    private static int LineEnd(ReadOnlySpan<byte> text) => text is [(byte)'\r', (byte)'\n', ..] ? 2 : text.IsEmpty ? 0 : 1;

    private static FieldShape[] Shapes(CsvScanner scanner, ReadOnlySpan<byte> text)
    {
        var shapes = new FieldShape[scanner.Count];
        for (int i = 0; i < Math.Min(shapes.Length, RowLimits.Columns); i++)
            shapes[i] = FieldShapes.Of(scanner.Field(text, i));
        return shapes;
    }
}

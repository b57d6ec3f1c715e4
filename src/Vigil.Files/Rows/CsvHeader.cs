using System.Globalization;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Files.Rows;

/// <summary>A CSV file's header and what it tells about the file.</summary>
/// <param name="Delimiter">The byte between fields.</param>
/// <param name="TrimsStart">Whether every delimiter in the header is followed by a space, so that it is one in the rows too.</param>
/// <param name="Fields">The header's fields as they stand; none where the user has named the columns of a file without a header.</param>
/// <param name="Names">The columns' names: on one line without spaces around them, nameless ones numbered, each once.</param>
/// <param name="NextLine">The line behind the header.</param>
/// <param name="Notes">What a user should know about the choice.</param>
internal sealed record CsvHeader(
    byte Delimiter, bool TrimsStart, byte[][] Fields, string[] Names, long NextLine, IReadOnlyList<string> Notes)
{
    private const string Expectation = "a header line that names the columns";

    /// <summary>Takes the header from the buffer, and everything before it.</summary>
    /// <param name="buffer">The file's beginning.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="given">The columns' names in place of those of the header, for files without one.</param>
    /// <param name="problem">Why there is no header.</param>
    internal static CsvHeader? TryRead(RowBuffer buffer, string name, IReadOnlyList<string>? given, out FileProblem? problem)
    {
        problem = null;
        long line = CsvStart.Take(buffer, out byte stated);
        if (buffer.Unread.IsEmpty)
            return Fail(name, "the file is empty", Expectation + ", and rows", out problem);
        var layout = CsvLayout.Of(buffer.Unread, buffer.IsComplete, line, stated);
        if (given is not null)
            return CsvGivenNames.Apply(layout, buffer, name, given, out problem);
        if (layout.HeaderRecord is not { } header)
            return NoHeader(layout, buffer.Unread, name, out problem);
        if (header.Count > RowLimits.Columns)
            return Fail(name, string.Create(CultureInfo.InvariantCulture, $"{header.Count:#,0} columns"),
                string.Create(CultureInfo.InvariantCulture, $"at most {RowLimits.Columns:#,0}; leave out those that are not needed"),
                out problem);
        byte[][] fields = CsvRecordText.Fields(layout.Sample, header, buffer.Unread);
        string[] names = CsvNames.Of(fields, out var notes);
        if (Skipped(layout, header) is { } skipped)
            notes.Insert(0, skipped);
        TakeThrough(buffer, header);
        return new CsvHeader(layout.Sample.Delimiter, layout.Sample.TrimsStart, fields, names, header.Line + header.Lines, notes);
    }

    /// <summary>Goes behind a record and its line end.</summary>
    internal static void TakeThrough(RowBuffer buffer, CsvRecord record)
    {
        buffer.Take(record.Start + record.Length);
        if (!buffer.Unread.IsEmpty)
            buffer.TakeLineEnd();
    }

    private static string? Skipped(CsvLayout layout, CsvRecord header) => layout.Header == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"the header is line {header.Line}; what stands before it is no row and is left out");

    private static CsvHeader? NoHeader(CsvLayout layout, ReadOnlySpan<byte> text, string name, out FileProblem? problem)
    {
        var records = layout.Sample.Records;
        if (records.Count == 0 || records[0].Count == 0)
            return Fail(name, $"the header is not readable: '{FieldText.Show(FirstLine(text), 80)}'",
                Expectation + " in at most 1 MiB, with every quote closed", out problem);
        int width = CsvLayout.Width(layout.Sample);
        var row = records.First(r => r.Count == width);
        byte[][] fields = CsvRecordText.Fields(layout.Sample, row, text);
        string shown = FieldText.Show(Encoding.UTF8.GetBytes(string.Join(", ", fields.Select(f => FieldText.Show(f)))), 80);
        problem = new FileProblem(name, $"the first line looks like a row, not like names: {shown}", Expectation + "; add one")
        {
            Columns = CsvGivenNames.Suggest(row),
        };
        return null;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? text : text[..end];
    }

    private static CsvHeader? Fail(string name, string found, string expected, out FileProblem? problem)
    {
        problem = new FileProblem(name, found, expected);
        return null;
    }
}

using System.Globalization;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Files.Rows;

/// <summary>A CSV file's header and what it tells about the file.</summary>
/// <param name="Delimiter">The byte between fields.</param>
/// <param name="TrimsStart">Whether every delimiter in the header is followed by a space, so that it is one in the rows too.</param>
/// <param name="Fields">The header's fields as they stand.</param>
/// <param name="Names">The columns' names: without spaces around them, nameless ones numbered.</param>
/// <param name="NextLine">The line behind the header.</param>
internal sealed record CsvHeader(byte Delimiter, bool TrimsStart, byte[][] Fields, string[] Names, long NextLine)
{
    private const string Expectation = "a header line that names the columns";

    /// <summary>Takes the header from the buffer, and blank lines and a byte-order mark before it.</summary>
    internal static CsvHeader? TryRead(RowBuffer buffer, string name, out FileProblem? problem)
    {
        problem = null;
        long line = SkipToText(buffer);
        var first = FirstLine(buffer);
        if (first.IsEmpty)
            return Fail(name, "the file is empty", Expectation + ", and rows", out problem);
        byte delimiter = FindDelimiter(first);
        bool trims = TrimsStartOf(first, delimiter);
        var scanner = new CsvScanner(delimiter, trims);
        CsvOutcome outcome;
        while ((outcome = scanner.Scan(buffer.Unread, buffer.IsComplete)) == CsvOutcome.More && !buffer.IsFull)
            buffer.Fill();
        if (outcome == CsvOutcome.Record && scanner.Count > RowLimits.Columns)
            return Fail(name, string.Create(CultureInfo.InvariantCulture, $"{scanner.Count:#,0} columns"),
                string.Create(CultureInfo.InvariantCulture, $"at most {RowLimits.Columns:#,0}; leave out those that are not needed"),
                out problem);
        if (outcome != CsvOutcome.Record || scanner.Length > RowLimits.Row)
            return Fail(name, $"the header is not readable: '{FieldText.Show(FirstLine(buffer), 80)}'",
                Expectation + " in at most 1 MiB, with every quote closed", out problem);
        byte[][] fields = [.. Enumerable.Range(0, scanner.Count).Select(i => scanner.Field(buffer.Unread, i).ToArray())];
        string[] names = [.. fields.Select(Name)];
        var twice = names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => $"'{g.Key}'").ToList();
        if (twice.Count > 0 && LooksLikeRow(names) is { } found)
            return Fail(name, found, Expectation + "; add one", out problem);
        if (twice.Count > 0)
            return Fail(
                name, $"the header names {string.Join(" and ", twice)} more than once", "a name of its own for every column", out problem);
        buffer.Take(scanner.Length);
        if (!buffer.Unread.IsEmpty)
            buffer.TakeLineEnd();
        return new CsvHeader(delimiter, trims, fields, names, line + 1 + scanner.InnerLines);
    }

    /// <summary>A first line of numbers, or with a time in it, is a row: the file has no header. Null when it is none.</summary>
    internal static string? LooksLikeRow(IReadOnlyList<string> names)
    {
        var texts = names.Select(Encoding.UTF8.GetBytes).ToList();
        var iso = new TimeParser();
        if (!texts.TrueForAll(t => NumberParser.TryParse(t, out _)) && !texts.Exists(t => iso.TryParse(t, out _)))
            return null;
        return "the first line looks like a row, not like names: " + FieldText.Show(Encoding.UTF8.GetBytes(string.Join(", ", names)), 80);
    }

    private static string Name(byte[] field, int index)
    {
        string name = FieldText.Show(field).Trim();
        return name.Length > 0 ? name : "column" + (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static long SkipToText(RowBuffer buffer)
    {
        long line = 1;
        while (buffer.Unread.Length < Encoding.UTF8.Preamble.Length && !buffer.IsComplete)
            buffer.Fill();
        if (buffer.Unread.StartsWith(Encoding.UTF8.Preamble))
            buffer.Take(Encoding.UTF8.Preamble.Length);
        while (!buffer.IsComplete || !buffer.Unread.IsEmpty)
        {
            if (buffer.Unread.IsEmpty)
                buffer.Fill();
            else if (buffer.Unread[0] is not ((byte)'\n' or (byte)'\r'))
                break;
            else
            {
                buffer.TakeLineEnd();
                line++;
            }
        }
        return line;
    }

    private static ReadOnlySpan<byte> FirstLine(RowBuffer buffer)
    {
        int end;
        while ((end = buffer.Unread.IndexOfAny((byte)'\n', (byte)'\r')) < 0 && !buffer.IsComplete && !buffer.IsFull)
            buffer.Fill();
        return end < 0 ? buffer.Unread : buffer.Unread[..end];
    }

    /// <summary>The most frequent candidate outside quotes; a comma when there is none.</summary>
    private static byte FindDelimiter(ReadOnlySpan<byte> line)
    {
        var candidates = ",;\t|"u8;
        Span<int> counts = stackalloc int[candidates.Length];
        bool isQuoted = false;
        foreach (byte b in line)
        {
            isQuoted ^= b == '"';
            int index = candidates.IndexOf(b);
            if (index >= 0 && !isQuoted)
                counts[index]++;
        }
        int best = 0;
        for (int i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best])
                best = i;
        return candidates[best];
    }

    private static bool TrimsStartOf(ReadOnlySpan<byte> line, byte delimiter)
    {
        int count = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] != delimiter)
                continue;
            count++;
            if (i + 1 == line.Length || line[i + 1] != ' ')
                return false;
        }
        return count > 0;
    }

    private static CsvHeader? Fail(string name, string found, string expected, out FileProblem? problem)
    {
        problem = new FileProblem(name, found, expected);
        return null;
    }
}

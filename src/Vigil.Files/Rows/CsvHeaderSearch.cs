namespace Vigil.Files.Rows;

/// <summary>A line that may be the header.</summary>
/// <param name="Sample">How the file is split.</param>
/// <param name="Index">Its place in the sample's records.</param>
/// <param name="Score">About how many rows it reads, less what speaks against it.</param>
internal sealed record CsvHeaderCandidate(CsvSample Sample, int Index, double Score)
{
    /// <summary>The line.</summary>
    internal CsvRecord Record => Sample.Records[Index];
}

/// <summary>
/// Finds the header of a sample: the line whose width the rows have and that names them. Whatever stands before it (an account's data, a
/// summary of another width) is no header, for fewer rows fit it, or more lines stand between it and them.
/// </summary>
internal static class CsvHeaderSearch
{
    /// <summary>How many lines are looked through for the header.</summary>
    internal const int Depth = 256;

    private const int MostColumns = 256;
    private const int FewRecords = 20;

    // A row leaves out two thirds of its fields at most.
    private const double MostLeftOut = 3;

    // What no row of a column of numbers may be is a name now and then: a damaged row, a footer.
    private const double TypedShare = 0.8;

    // Enough to prefer the nearest line before the rows, and never as much as a row.
    private const double OtherLine = 0.01;

    /// <summary>The best candidate; null when no line can be a header.</summary>
    internal static CsvHeaderCandidate? Find(CsvSample sample, ReadOnlySpan<byte> text)
    {
        CsvHeaderCandidate? best = null;
        for (int i = 0; i < Math.Min(Depth, sample.Records.Count); i++)
            if (IsNames(sample.Records[i]) && Score(sample, i, text) is { } score && (best is null || score > Math.Max(best.Score, 0)))
                best = new CsvHeaderCandidate(sample, i, score);
        return best;
    }

    /// <summary>Whether a record has as many fields as the header, but for empty ones at the end; one alone is no row of several.</summary>
    internal static bool Fits(CsvRecord record, int width) =>
        record.Filled <= width && record.Count > 0 && !IsTooShort(record.Count, width);

    /// <summary>Whether a record is no row that leaves out its last fields, but something else, such as a mark at the end.</summary>
    internal static bool IsTooShort(int count, int width) => width > 1 && (count == 1 || count < width / MostLeftOut);

    private static bool IsNames(CsvRecord record)
    {
        int names = record.Shapes.Count(s => s == FieldShape.Words);
        return names > 0 && names >= record.Shapes.Count(s => s == FieldShape.Number) && !record.Shapes.Contains(FieldShape.Time);
    }

    private static double? Score(CsvSample sample, int index, ReadOnlySpan<byte> text)
    {
        var header = sample.Records[index];
        int[] typed = TypedColumns(sample, index, out int clashes, out double named);
        if (clashes > typed.Length || (typed.Length > 0 && sample.Records.Take(index).Any(r => IsFullRow(r, typed, header.Count))))
            return null;
        double score = 0;
        for (int i = index + 1; i < sample.Records.Count; i++)
        {
            var record = sample.Records[i];
            score += IsRow(record, typed, header.Count) ? Math.Min(1, (double)record.Count / header.Filled) : -OtherLine;
        }
        if (score <= 0)
            return score;
        double recurring = Recurring(sample, index, text);
        return recurring < 1 ? score * named * (1 - recurring) : null;
    }

    /// <summary>The columns of numbers and times among the rows below, but for those where the line itself has one.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="index">The line.</param>
    /// <param name="clashes">In how many of those columns the line has a number.</param>
    /// <param name="named">Which share of the columns that rows use has a name.</param>
    private static int[] TypedColumns(CsvSample sample, int index, out int clashes, out double named)
    {
        var header = sample.Records[index];
        int width = Math.Min(header.Count, MostColumns), rows = 0;
        int[] filled = new int[width], values = new int[width];
        // Lines before the real header must not count: of more than a few records, the later half is rows.
        int count = sample.Records.Count - index - 1, from = index + 1 + (count < FewRecords ? 0 : count / 2);
        for (int i = from; i < sample.Records.Count; i++)
        {
            var record = sample.Records[i];
            if (!Fits(record, header.Count))
                continue;
            rows++;
            for (int c = 0; c < Math.Min(width, record.Count); c++)
            {
                filled[c] += record.Shapes[c] == FieldShape.Empty ? 0 : 1;
                values[c] += record.Shapes[c] > FieldShape.Words ? 1 : 0;
            }
        }
        bool IsTyped(int c) => filled[c] * 2 >= rows && filled[c] > 0 && values[c] >= filled[c] * TypedShare;
        var used = Enumerable.Range(0, width).Where(c => filled[c] * 2 >= rows).ToList();
        named = rows == 0 || used.Count == 0 ? 1 : used.Count(c => header.Shapes[c] != FieldShape.Empty) / (double)used.Count;
        clashes = Enumerable.Range(0, width).Count(c => IsTyped(c) && header.Shapes[c] > FieldShape.Words);
        return [.. Enumerable.Range(0, width).Where(c => IsTyped(c) && header.Shapes[c] <= FieldShape.Words)];
    }

    private static bool IsRow(CsvRecord record, int[] typed, int width) =>
        Fits(record, width) && typed.All(c => record.Shape(c) != FieldShape.Words)
        && (typed.Length == 0 || typed.Any(c => record.Shape(c) != FieldShape.Empty));

    /// <summary>A row beyond doubt: no header stands below one.</summary>
    private static bool IsFullRow(CsvRecord record, int[] typed, int width) =>
        Fits(record, width) && typed.All(c => record.Shape(c) > FieldShape.Words)
        && (typed.Length > 1 || record.Shapes.Count(s => s != FieldShape.Empty) >= TypedShare * width);

    /// <summary>Which share of the line's names are values of their columns below: names are not, customers and merchants are.</summary>
    private static double Recurring(CsvSample sample, int index, ReadOnlySpan<byte> text)
    {
        var header = sample.Records[index];
        var own = text.Slice(header.Start, header.Length);
        string[] names = Texts(sample, header, text);
        var open = Enumerable.Range(0, names.Length).Where(c => header.Shape(c) == FieldShape.Words).ToHashSet();
        int count = open.Count, same = 0, end = Math.Min(index + Depth, sample.Records.Count);
        for (int i = index + 1; i < end && open.Count > 0; i++)
        {
            var record = sample.Records[i];
            if (!Fits(record, header.Count))
                continue;
            // A header may stand on every page; what is on every other line is a row.
            if (text.Slice(record.Start, record.Length).SequenceEqual(own) && ++same * 2 < end - index - 1)
                continue;
            string[] fields = Texts(sample, record, text);
            open.RemoveWhere(c => c < fields.Length && fields[c] == names[c]);
        }
        return count == 0 ? 0 : 1 - (double)open.Count / count;
    }

    private static string[] Texts(CsvSample sample, CsvRecord record, ReadOnlySpan<byte> text)
    {
        var scanner = new CsvScanner(sample.Delimiter, sample.TrimsStart);
        var bytes = text.Slice(record.Start, record.Length);
        scanner.Scan(bytes, isComplete: true);
        string[] fields = new string[Math.Min(scanner.Count, MostColumns)];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = System.Text.Encoding.UTF8.GetString(scanner.Field(bytes, i));
        return fields;
    }
}

using System.Globalization;

namespace Vigil.Files.Rows;

/// <summary>Names that the user gives to the columns of a file without a header.</summary>
internal static class CsvGivenNames
{
    /// <summary>The names with the file's layout; a header that is there all the same is replaced.</summary>
    internal static CsvHeader? Apply(
        CsvLayout layout, RowBuffer buffer, string name, IReadOnlyList<string> names, out FileProblem? problem)
    {
        problem = null;
        int width = layout.HeaderRecord?.Count ?? CsvLayout.Width(layout.Sample);
        // A delimiter at the end of every row makes a last column of nothing.
        bool fits = width == names.Count || (width > names.Count && layout.Sample.Records.All(r => r.Filled <= names.Count));
        if (!fits)
        {
            problem = new FileProblem(name, $"{Columns(names.Count)} named, and {Columns(width)} in the file",
                $"one name for each column, in their order: {string.Join(",", Suggest(layout))}");
            return null;
        }
        long next = layout.Sample.Records.Count > 0 ? layout.Sample.Records[0].Line : 1;
        byte[][] fields = [];
        if (layout.HeaderRecord is { } header)
        {
            fields = CsvRecordText.Fields(layout.Sample, header, buffer.Unread);
            CsvHeader.TakeThrough(buffer, header);
            next = header.Line + header.Lines;
        }
        return new CsvHeader(layout.Sample.Delimiter, layout.Sample.TrimsStart, fields, [.. names], next, []);
    }

    /// <summary>Names for the columns of a row by what they look like, for the user to go on from.</summary>
    internal static IReadOnlyList<string> Suggest(CsvRecord row)
    {
        var names = new List<string>();
        foreach (var shape in row.Shapes)
        {
            string word = shape switch
            {
                FieldShape.Time => "date",
                FieldShape.Number => "amount",
                FieldShape.Words => "description",
                _ => "column",
            };
            int number = names.Count(n => n.StartsWith(word, StringComparison.Ordinal));
            names.Add(number == 0 ? word : word + (number + 1).ToString(CultureInfo.InvariantCulture));
        }
        return names;
    }

    private static IReadOnlyList<string> Suggest(CsvLayout layout)
    {
        int width = CsvLayout.Width(layout.Sample);
        return Suggest(layout.HeaderRecord ?? layout.Sample.Records.First(r => r.Count == width));
    }

    private static string Columns(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "column" : "columns")}");
}

using System.Text;
using Vigil.Engine.Transactions;
using Vigil.Files.Rows;

namespace Vigil.Files;

/// <summary>What the first rows of one file look like.</summary>
/// <param name="File">The file.</param>
/// <param name="Delimiter">What stands between fields; null unless it is CSV.</param>
/// <param name="Columns">Its columns in source order.</param>
public sealed record ProbedFile(InputFile File, char? Delimiter, IReadOnlyList<string> Columns)
{
    /// <summary>What a user should know about how it is read, each in a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Looks at the first rows of files without a schema.</summary>
/// <param name="Sample">The rows of all files; the columns are those of any file, in the order in which they turn up.</param>
/// <param name="Files">What each file looks like.</param>
public sealed record FileProbe(SampleTable Sample, IReadOnlyList<ProbedFile> Files)
{
    /// <summary>How many rows are looked at, divided among the files.</summary>
    public const int RowLimit = 2000;

    /// <summary>Reads the headers and the first rows; rows that are none are passed over.</summary>
    /// <param name="files">At least one file.</param>
    /// <param name="problems">Why there is no result.</param>
    /// <param name="cancellation">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Null when there are problems.</returns>
    public static FileProbe? Read(
        IReadOnlyList<InputFile> files, out IReadOnlyList<FileProblem> problems, CancellationToken cancellation = default)
    {
        var found = new List<FileProblem>();
        var probed = new List<ProbedFile>();
        var columns = new List<string>();
        var rows = new List<string?[]>();
        foreach (var file in files)
        {
            using var reader = RowReaders.TryOpen(file, null, out var problem, cancellation);
            problem ??= AddRows(reader!, file, (RowLimit + files.Count - 1) / files.Count, columns, rows);
            if (problem is null)
                probed.Add(new ProbedFile(file, (reader as CsvRowReader)?.Delimiter is { } d ? (char)d : null, [.. reader!.Columns])
                {
                    Notes = reader.Notes,
                });
            else
                found.Add(problem);
        }
        problems = found;
        return found.Count > 0 ? null : new FileProbe(new SampleTable(columns, [.. rows.Select(r => Widen(r, columns.Count))]), probed);
    }

    private static FileProblem? AddRows(IRowReader reader, InputFile file, int limit, List<string> columns, List<string?[]> rows)
    {
        var places = new List<int>();
        try
        {
            for (int count = 0; count < limit && reader.Read() is var kind and not RowKind.End;)
            {
                if (kind == RowKind.Bad)
                    continue;
                Place(reader, places, columns);
                string?[] row = new string?[columns.Count];
                for (int i = 0; i < places.Count; i++)
                    row[places[i]] = reader.Field(i) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;
                rows.Add(row);
                count++;
            }
            Place(reader, places, columns);
            return null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return places.Count > 0 ? null : new FileProblem(file.Name, "damaged: " + e.Message, "a whole file");
        }
    }

    /// <summary>Finds the place of every column of the reader among all columns; JSON lines bring new ones as they go.</summary>
    private static void Place(IRowReader reader, List<int> places, List<string> columns)
    {
        for (int i = places.Count; i < reader.Columns.Count; i++)
        {
            int place = columns.IndexOf(reader.Columns[i]);
            if (place < 0)
            {
                place = columns.Count;
                columns.Add(reader.Columns[i]);
            }
            places.Add(place);
        }
    }

    private static string?[] Widen(string?[] row, int count)
    {
        if (row.Length < count)
            Array.Resize(ref row, count);
        return row;
    }
}

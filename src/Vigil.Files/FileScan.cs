using Vigil.Files.Rows;

namespace Vigil.Files;

/// <summary>One pass over the texts of some columns, before there is a schema.</summary>
public static class FileScan
{
    /// <summary>Called for every value.</summary>
    /// <param name="column">The index among the columns that were asked for.</param>
    /// <param name="utf8">The text; empty where there is none.</param>
    public delegate void Visit(int column, ReadOnlySpan<byte> utf8);

    /// <summary>Reads all rows of all files; what is no row is passed over, and a damaged file ends there.</summary>
    /// <param name="files">The files.</param>
    /// <param name="columns">The columns' names; a file may lack some.</param>
    /// <param name="visit">Called for every value of them.</param>
    /// <param name="cancellation">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    public static void Read(IReadOnlyList<InputFile> files, IReadOnlyList<string> columns, Visit visit, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            using var reader = RowReaders.TryOpen(file, columns, out _, cancellation);
            if (reader is not null)
                Read(reader, columns, visit, cancellation);
        }
    }

    private static void Read(IRowReader reader, IReadOnlyList<string> columns, Visit visit, CancellationToken cancellation)
    {
        var names = reader.Columns.ToList();
        int[] places = [.. columns.Select(c => names.IndexOf(c))];
        try
        {
            for (RowKind kind; (kind = reader.Read()) != RowKind.End;)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int i = 0; i < places.Length && kind == RowKind.Good; i++)
                    if (places[i] >= 0)
                        visit(i, reader.Field(places[i]));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The pass that follows meets the damage again, and rejects the file from there on.
        }
    }
}

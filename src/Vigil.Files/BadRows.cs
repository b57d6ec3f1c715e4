using Vigil.Engine.Transactions;
using Vigil.Files.Rows;

namespace Vigil.Files;

/// <summary>Accounts for the rows of files in which none can be read at all, so that no stream can be worked out from them.</summary>
public static class BadRows
{
    /// <summary>Rejects everything that is no row; rows are passed over.</summary>
    /// <param name="files">The files.</param>
    /// <param name="reject">Called for each.</param>
    /// <param name="cancellation">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    public static void Reject(IReadOnlyList<InputFile> files, Action<Rejection> reject, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            using var reader = RowReaders.TryOpen(file, null, out _, cancellation);
            if (reader is not null)
                Reject(file.Name, reader, reject);
        }
    }

    private static void Reject(string file, IRowReader reader, Action<Rejection> reject)
    {
        try
        {
            for (RowKind kind; (kind = reader.Read()) != RowKind.End;)
                if (kind == RowKind.Bad)
                    reject(Of(file, reader));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            reject(new Rejection(file, reader.Line + 1, [new ColumnError(null, "damaged from here: " + e.Message, "a whole file")], null));
        }
    }

    private static Rejection Of(string file, IRowReader reader)
    {
        string? raw = reader.HasRaw ? FieldText.Show(reader.Raw, RowLimits.Raw, escapeControls: false) : null;
        return new Rejection(file, reader.Line, [new ColumnError(null, reader.Found, reader.Expected)], raw);
    }
}

using System.IO.Compression;
using Vigil.Files.Duck;

namespace Vigil.Files.Writing;

/// <summary>Chooses the writer by a file's extension.</summary>
public static class TableWriter
{
    private const string Expected = "a path that ends with .csv, .csv.gz, .jsonl, .jsonl.gz or .parquet";

    /// <summary>A writer to <paramref name="path"/>, or why there is none.</summary>
    /// <param name="path">The file to come; its extension says the format.</param>
    /// <param name="columns">The table's columns.</param>
    /// <param name="problem">An unknown extension, a folder that is not there or not writable, DuckDB's library missing.</param>
    public static ITableWriter? TryCreate(string path, IReadOnlyList<TableColumn> columns, out FileProblem? problem)
    {
        problem = Problem(path);
        if (problem is not null)
            return null;
        var file = new PendingFile(path);
        try
        {
            return Create(file, path, columns);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            problem = new FileProblem(path, "cannot be written: " + e.Message, "a file that you may write");
            return null;
        }
    }

    /// <summary>Why no table can be written there, as far as can be known before trying; null when nothing speaks against it.</summary>
    public static FileProblem? Problem(string path)
    {
        if (Kind(path) is null)
            return new FileProblem(path, $"the extension '{Path.GetExtension(path)}'", Expected);
        if (Directory.Exists(path))
            return new FileProblem(path, "a folder", Expected);
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            return new FileProblem(path, $"no folder {folder}", "a folder that exists; create it: mkdir -p " + folder);
        return Kind(path) == FileFormat.Parquet && DuckLibrary.Problem.Length > 0
            ? new FileProblem(path, DuckLibrary.Problem, DuckLibrary.Expected)
            : null;
    }

    private static ITableWriter Create(PendingFile file, string path, IReadOnlyList<TableColumn> columns)
    {
        var format = Kind(path);
        if (format == FileFormat.Parquet)
            return new ParquetTableWriter(file, columns);
        Stream stream = file.Create();
        if (IsCompressed(path))
            stream = new GZipStream(stream, CompressionLevel.Fastest);
        return format == FileFormat.Csv ? new CsvTableWriter(file, stream, columns) : new JsonLinesTableWriter(file, stream, columns);
    }

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static FileFormat? Kind(string path) => Path.GetExtension(IsCompressed(path) ? path[..^3] : path).ToUpperInvariant() switch
    {
        ".CSV" => FileFormat.Csv,
        ".JSONL" or ".NDJSON" => FileFormat.JsonLines,
        ".PARQUET" when !IsCompressed(path) => FileFormat.Parquet,
        _ => null,
    };
}

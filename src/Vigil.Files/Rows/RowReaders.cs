using System.IO.Compression;

namespace Vigil.Files.Rows;

/// <summary>Opens the reader that fits a file.</summary>
internal static class RowReaders
{
    /// <summary>A reader, or why there is none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">Which fields of JSON objects to read; null for all.</param>
    /// <param name="problem">Why there is no reader.</param>
    /// <param name="cancellation">Stops its reads, but for Parquet.</param>
    internal static IRowReader? TryOpen(
        InputFile file, IReadOnlyList<string>? columns, out FileProblem? problem, CancellationToken cancellation = default)
    {
        problem = null;
        if (file.Format == FileFormat.Parquet)
            return ParquetRowReader.TryOpen(file, out problem);
        Stream? content = null;
        IRowReader? reader = null;
        try
        {
            int buffer = file.IsCompressed ? RowLimits.Block : 1;
            var origin = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, buffer);
            var bytes = new InterruptibleStream(origin, waits: false, cancellation);
            content = TextEncodings.AsUtf8(file.IsCompressed ? new GZipStream(bytes, CompressionMode.Decompress) : bytes, file.Encoding);
            reader = file.Format == FileFormat.JsonLines
                ? JsonRowReaders.TryOpen(content, origin, file.Name, columns, out problem)
                : CsvRowReader.TryOpen(content, origin, file.Name, out problem, file.Columns);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            problem = new FileProblem(file.Name, "cannot be read: " + e.Message, "a file that can be read and is whole");
        }
        if (reader is null)
            content?.Dispose();
        return reader;
    }
}

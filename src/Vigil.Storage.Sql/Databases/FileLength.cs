using System.Buffers.Binary;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Databases;

/// <summary>
/// Looks at a database file before SQLite does, which takes an empty file for a new database and writes into one that was cut short.
/// </summary>
internal static class FileLength
{
    private const int HeaderBytes = 100;

    /// <summary>Refuses a file that is shorter than it says, or gone although there are snapshots of what was in it.</summary>
    /// <exception cref="StorageException">It is.</exception>
    public static void Check(DataFolder folder)
    {
        string file = folder.DatabaseFile;
        using var stream = File.Exists(file) ? Open(file) : null;
        if (stream is null or { Length: 0 })
        {
            if (Directory.Exists(folder.SnapshotFolder) && Directory.EnumerateFiles(folder.SnapshotFolder).Any())
                throw Refused(file, stream is null ? "is missing" : "is empty", "though there are snapshots of what was in it");
            return;
        }
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            throw Refused(file, $"has {stream.Length} bytes", "and ends inside its header");
        if (!header.StartsWith("SQLite format 3\0"u8))
            throw Refused(file, "does not begin like a database", "so it was damaged or is something else");
        // What is missing may still be in the write-ahead log, when the process was killed while it was copied.
        if (Expected(header) is { } expected && stream.Length < expected && !File.Exists(file + "-wal"))
            throw Refused(file, $"has {stream.Length} bytes", $"of {expected}: it was cut short");
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StorageException($"{file} cannot be read: {e.Message}", e);
        }
    }

    // Bytes 16, 24, 28 and 92 of the header: page size, change counter, pages, and the change that the count of pages belongs to.
    private static long? Expected(ReadOnlySpan<byte> header)
    {
        int size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        bool isCurrent = header.Slice(24, 4).SequenceEqual(header.Slice(92, 4));
        return isCurrent ? BinaryPrimitives.ReadUInt32BigEndian(header[28..]) * (long)(size == 1 ? 65_536 : size) : null;
    }

    private static StorageException Refused(string file, string found, string why) =>
        new($"{file} {found}, {why}. Nothing was changed. Restore it from a backup: vigil restore FILE.");
}

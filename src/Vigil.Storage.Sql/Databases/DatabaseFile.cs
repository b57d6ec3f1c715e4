using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Databases;

/// <summary>
/// What can be told without opening the file: to open and close it beside SQLite would drop the locks that SQLite holds in this process.
/// </summary>
internal static class DatabaseFile
{
    private const int Page = 4096;

    /// <summary>
    /// Refuses a file that lost its content: one that is gone or empty beside snapshots or a journal would be a new one to SQLite, and one
    /// whose last page was cut would be noticed only when that page is read.
    /// </summary>
    public static void RefuseLoss(DataFolder folder)
    {
        string file = folder.DatabaseFile;
        long length = LengthOf(file);
        foreach (var (beside, pattern, what) in (ReadOnlySpan<(string, string, string)>)
            [(folder.SnapshotFolder, "*.vigil", "snapshots of it"), (folder.JournalFolder, "*.journal", "its journal")])
            if (length == 0 && Directory.Exists(beside) && Directory.EnumerateFiles(beside, pattern).Any())
                throw new StorageException($"{file} is missing or empty, but {beside} holds {what}. Restore a backup into an empty folder: "
                    + "vigil restore FILE.");
        // With a log beside it the file may be behind; SQLite then knows what belongs to it. Missing pages it notices by itself.
        if (length % Page != 0 && LengthOf(file + "-wal") == 0)
            throw new StorageException($"{file} has {length} bytes, no whole number of pages: it was cut short. Restore a backup into an "
                + "empty folder: vigil restore FILE.");
    }

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}

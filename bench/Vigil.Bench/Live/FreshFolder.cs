using Vigil.Engine.Protection;
using Vigil.Storage.Sql;

namespace Vigil.Bench.Live;

/// <summary>A data folder on the checkout's disk that is gone when it is disposed of.</summary>
internal sealed class FreshFolder : IDisposable
{
    private readonly DirectoryInfo _folder =
        Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "bench-data", Path.GetRandomFileName()));

    private DirectoryInfo Snapshots => _folder.CreateSubdirectory("snapshots");

    /// <summary>Where it is.</summary>
    public string FullPath => _folder.FullName;

    /// <summary>Bytes of the database and its write-ahead log.</summary>
    public long DatabaseBytes => _folder.EnumerateFiles("vigil.db*").Sum(f => f.Length);

    /// <summary>Bytes of the journal that hold something, and those that were allocated ahead.</summary>
    public (long Used, long Ahead) JournalBytes
    {
        get
        {
            var files = _folder.CreateSubdirectory("journal").GetFiles();
            long used = files.Sum(UsedBytes);
            return (used, files.Sum(f => f.Length) - used);
        }
    }

    /// <summary>Bytes of the snapshots.</summary>
    public long SnapshotBytes => Snapshots.EnumerateFiles().Sum(f => f.Length);

    /// <summary>Deletes the snapshots.</summary>
    public void DropSnapshots() => Snapshots.Delete(recursive: true);

    /// <summary>Opens its store.</summary>
    public SqliteStore Open(out MasterKey key)
    {
        var folder = DataFolder.Open(_folder.FullName, create: true);
        key = folder.LoadOrCreateMasterKey();
        return SqliteStore.Open(folder, key);
    }

    /// <summary>Prints what a decision takes on disk: everything counted but snapshots and what is allocated ahead.</summary>
    public void PrintBytes(long decisions)
    {
        var (journal, ahead) = JournalBytes;
        double database = DatabaseBytes;
        Figures.Print($"  {(database + journal) / decisions:#,0} bytes a decision on disk ({decisions:#,0} decisions)");
        Figures.Print($"    {journal / (double)decisions:#,0} of journal, and {ahead / 1e6:#,0} MB allocated ahead");
        Figures.Print($"    {database / decisions:#,0} of database");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static long UsedBytes(FileInfo file)
    {
        using var stream = file.OpenRead();
        byte[] buffer = new byte[1 << 20];
        long used = 0, at = 0;
        for (int count; (count = stream.Read(buffer)) > 0; at += count)
            if (buffer.AsSpan(0, count).LastIndexOfAnyExcept((byte)0) is var last and >= 0)
                used = at + last + 1;
        return used;
    }
}

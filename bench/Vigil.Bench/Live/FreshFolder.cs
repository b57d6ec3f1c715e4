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

    public void Dispose() => _folder.Delete(recursive: true);
}

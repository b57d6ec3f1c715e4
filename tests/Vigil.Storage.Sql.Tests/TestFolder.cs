using Vigil.Engine.Protection;

namespace Vigil.Storage.Sql.Tests;

/// <summary>A data folder of its own for one test, deleted with it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("vigil-store-").FullName;

    public DataFolder Folder => DataFolder.Open(Path.Combine(_path, "data"), create: true);

    public MasterKey Key { get; } = MasterKey.Create();

    /// <summary>A path beside the data folder.</summary>
    public string Beside(string name) => Path.Combine(_path, name);

    public SqliteStore Open(SqliteOptions? options = null) => SqliteStore.Open(Folder, Key, options);

    /// <summary>The same for a store of <see cref="Entries"/>.</summary>
    public SqliteStore OpenEntries(SqliteOptions? options = null) => SqliteStore.Open(Folder, Key, options, Entries.ColumnsOf);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}

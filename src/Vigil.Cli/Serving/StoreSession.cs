using Vigil.Engine.Journal;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Serving;

/// <summary>An open store with its master key. Dispose gives the folder back.</summary>
internal sealed class StoreSession : IDisposable
{
    private readonly SqliteStore _store;
    private readonly IDisposable? _lock;

    private StoreSession(DataFolder folder, MasterKey key, SqliteStore store, IDisposable? held) =>
        (Folder, Key, _store, _lock) = (folder, key, store, held);

    /// <summary>The folder.</summary>
    public DataFolder Folder { get; }

    /// <summary>The master key.</summary>
    public MasterKey Key { get; }

    /// <summary>The store.</summary>
    public ProductPorts Ports => _store.Ports;

    /// <summary>Its bytes on disk and the number of its schema.</summary>
    public (long Bytes, int Schema) Figures => (Folder.Bytes, SqliteStore.NewestSchema);

    /// <summary>The one process that may write the journal: creates what is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="terminal">Told how far it is where the journal of an earlier version is taken over, which may take minutes.</param>
    /// <exception cref="StorageException">Another process has the folder, or it cannot be used.</exception>
    public static StoreSession ForService(string path, Terminal terminal)
    {
        var folder = DataFolder.Open(path, create: true);
        return Open(folder, folder.LockForService(), new SqliteOptions { TakingOver = new TakingOver(terminal, TimeProvider.System).Tell });
    }

    /// <summary>Beside a running service, only reading.</summary>
    /// <exception cref="StorageException">There is no store, or it cannot be read.</exception>
    public static StoreSession Beside(string path)
    {
        var folder = DataFolder.Open(path, create: false);
        if (!File.Exists(folder.DatabaseFile))
            throw new StorageException($"{folder.Path} has no store in it. Create one first: vigil init-db, vigil serve or vigil demo.");
        return Open(folder, null, new SqliteOptions { IsReadOnly = true });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _lock?.Dispose();
    }

    private static StoreSession Open(DataFolder folder, IDisposable? held, SqliteOptions options)
    {
        try
        {
            var key = folder.LoadOrCreateMasterKey(Environment.GetEnvironmentVariable("VIGIL_MASTER_KEY"));
            return new StoreSession(folder, key, SqliteStore.Open(folder, key, options), held);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }
}

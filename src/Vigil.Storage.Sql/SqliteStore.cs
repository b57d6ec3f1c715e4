using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Storage.Sql.Access;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;
using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql;

/// <summary>Every port of the store over one SQLite database, on the library of the operating system.</summary>
public sealed class SqliteStore : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;

    private SqliteStore(DataFolder folder, MasterKey key, SqliteOptions options, SqliteDatabase database)
    {
        _database = database;
        _journal = new SqliteJournal(database);
        Folder = folder;
        Ports = new StoragePorts
        {
            Journal = _journal,
            Decisions = new SqliteDecisions(database),
            EntityKeys = new SqliteEntityKeys(database),
            Snapshots = new SnapshotFolder(folder.SnapshotFolder, options.Snapshots, options.IsReadOnly),
            Models = new SqliteModels(database),
            Jobs = new SqliteJobs(database),
            Users = new SqliteUsers(database),
            ApiKeys = new SqliteApiKeys(database),
            Secrets = new SqliteSecrets(database),
            SavedViews = new SqliteSavedViews(database),
            Audit = new SqliteAuditLog(database, key),
        };
    }

    /// <summary>Where the store is.</summary>
    public DataFolder Folder { get; }

    /// <summary>What it offers.</summary>
    public StoragePorts Ports { get; }

    /// <summary>The number of the newest schema step; a store with a higher one is refused.</summary>
    public static int NewestSchema => Schema.Newest;

    /// <summary>
    /// Opens the store of a folder, creating it or bringing it up to date. One process may append to its journal
    /// (<see cref="DataFolder.LockForService"/>); others may read, and write users, keys, jobs and audit.
    /// </summary>
    /// <exception cref="StorageException">It cannot be opened, is newer than this program, is of another program, or
    /// has another master key.</exception>
    public static SqliteStore Open(DataFolder folder, MasterKey key, SqliteOptions? options = null)
    {
        options ??= new SqliteOptions();
        var database = new SqliteDatabase(folder.DatabaseFile, options);
        try
        {
            DatabaseFile.RefuseLoss(folder);
            if (options.IsReadOnly)
                Schema.Check(database, key);
            else
                Schema.Prepare(database, key);
            return new SqliteStore(folder, key, options, database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Removes journal entries received before a time, as far as the oldest snapshot that is kept covers them, in small portions beside
    /// everything else; returns how many. Counts, roll-ups, promotions and data keys stay.
    /// </summary>
    /// <param name="receivedBefore">In microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="cancellation">Stops between portions.</param>
    public long RemoveOld(long receivedBefore, CancellationToken cancellation = default) =>
        Ports.Snapshots.Sequences() is [.., var oldest] ? new Retention(_database).Apply(receivedBefore, oldest, cancellation) : 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Dispose();
        _database.Dispose();
    }
}

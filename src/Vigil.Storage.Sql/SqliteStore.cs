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
    private readonly SnapshotFolder _snapshots;

    private SqliteStore(DataFolder folder, MasterKey key, SqliteOptions options, SqliteDatabase database)
    {
        _database = database;
        _journal = new SqliteJournal(database, new ErasureRegister(folder.ErasureFile));
        Folder = folder;
        Ports = new StoragePorts
        {
            Journal = _journal,
            Decisions = new SqliteDecisions(database),
            EntityKeys = new SqliteEntityKeys(database),
            Snapshots = _snapshots = new SnapshotFolder(folder.SnapshotFolder, options.Snapshots, options.IsReadOnly),
            Models = new SqliteModels(database),
            Definitions = new SqliteDefinitions(database),
            Jobs = new SqliteJobs(database),
            Users = new SqliteUsers(database),
            ApiKeys = new SqliteApiKeys(database),
            Secrets = new SqliteSecrets(database),
            SavedViews = new SqliteSavedViews(database),
            Audit = new SqliteAuditLog(database, key, new AuditAnchor(folder.AuditAnchorFile, key)),
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
                Prepare(folder, database, key);
            return new SqliteStore(folder, key, options, database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Prepare(DataFolder folder, SqliteDatabase database, MasterKey key)
    {
        try
        {
            // SQLite gives its other files the mode of this one.
            OwnerOnly.CreateEmpty(folder.DatabaseFile);
            OwnerOnly.Tighten(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"{folder.Path} cannot be used: {e.Message} Make it and its files this user's own.", e);
        }
        Schema.Prepare(database, key);
    }

    /// <summary>
    /// Removes journal entries received before a time, as far as the newest snapshot covers them, in small portions beside everything else;
    /// and jobs that have ended and were added before it; returns how many of both. Snapshots that would need what is removed go, too.
    /// Counts, roll-ups, promotions and data keys stay.
    /// </summary>
    /// <param name="receivedBefore">In microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="cancellation">Stops between portions.</param>
    public long RemoveOld(long receivedBefore, CancellationToken cancellation = default) =>
        Ports.Jobs.RemoveEnded(receivedBefore)
        + (Ports.Snapshots.Sequences() is [var newest, ..]
            ? new Retention(_database).Apply(receivedBefore, newest, first => _snapshots.RemoveBefore(first - 1), cancellation) : 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Dispose();
        _database.Dispose();
    }
}

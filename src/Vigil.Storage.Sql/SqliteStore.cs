using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql.Access;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;
using Vigil.Storage.Sql.Projections;
using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql;

/// <summary>Every port of the store over one SQLite database, on the library of the operating system.</summary>
public sealed class SqliteStore : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly EmbeddedJournal _journal;
    private readonly SqliteProjections _projections;
    private ColumnReader? _columns;

    private SqliteStore(
        DataFolder folder, MasterKey key, SqliteOptions options, SqliteDatabase database, Func<JournalEntry, DecisionColumns>? columnsOf)
    {
        _database = database;
        var keys = new SqliteEntityKeys(database);
        _journal = new EmbeddedJournal(
            new SegmentFolder(folder.JournalFolder), SegmentFolder.NewSalt, new ErasureRegister(folder.ErasureFile), keys, options);
        var models = new SqliteModels(database, _journal);
        var jobs = new SqliteJobs(database);
        var snapshots = new SnapshotFolder(folder.SnapshotFolder, options.Snapshots, options.IsReadOnly);
        _projections = new SqliteProjections(database);
        _journal.Projections = new ProjectionRunner(
            _journal, _projections, columnsOf ?? (entry => (_columns ??= new ColumnReader(Ports!.Library(key))).Read(entry)));
        Folder = folder;
        Ports = new ProductPorts
        {
            Journal = _journal,
            Projections = _journal.Projections,
            Decisions = new SqliteDecisions(database, _journal),
            EntityKeys = keys,
            Snapshots = snapshots,
            Models = models,
            Definitions = new SqliteDefinitions(database),
            Jobs = jobs,
            Retention = new SqliteRetention(database, _journal, snapshots, jobs),
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
    public ProductPorts Ports { get; }

    /// <summary>The number of the newest schema step; a store with a higher one is refused.</summary>
    public static int NewestSchema => Schema.Newest;

    /// <summary>
    /// Opens the store of a folder, creating it or bringing it up to date. One process may append to its journal
    /// (<see cref="DataFolder.LockForService"/>); others may read, and write users, keys, jobs and audit.
    /// </summary>
    /// <exception cref="StorageException">It cannot be opened, is newer than this program, is of another program, or
    /// has another master key.</exception>
    public static SqliteStore Open(DataFolder folder, MasterKey key, SqliteOptions? options = null) => Open(folder, key, options, null);

    /// <param name="folder">The folder.</param>
    /// <param name="key">Its master key.</param>
    /// <param name="options">How it is opened.</param>
    /// <param name="columnsOf">Reads what a decision can be found by; from its record without one.</param>
    internal static SqliteStore Open(
        DataFolder folder, MasterKey key, SqliteOptions? options, Func<JournalEntry, DecisionColumns>? columnsOf)
    {
        options ??= new SqliteOptions();
        var database = new SqliteDatabase(folder.DatabaseFile, options);
        try
        {
            DatabaseFile.RefuseLoss(folder);
            if (options.IsReadOnly)
                Schema.Check(database, key);
            else
                Prepare(folder, database, key, options.TakingOver);
            var store = new SqliteStore(folder, key, options, database, columnsOf);
            store.RefuseLostEnd();
            return store;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Prepare(DataFolder folder, SqliteDatabase database, MasterKey key, Action<long, long>? takingOver)
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
        Schema.Prepare(database, new SegmentFolder(folder.JournalFolder), key, takingOver);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Projections.Dispose();
        _projections.Dispose();
        _journal.Dispose();
        _database.Dispose();
    }

    // A crash takes away only what nobody was told of; the tables never have that.
    private void RefuseLostEnd()
    {
        long taken = _projections.Positions().Max(p => p.Position), last = _journal.LastSequence;
        if (taken > last)
            throw new StorageException($"{Folder.JournalFolder} ends with entry {last}, but {Folder.DatabaseFile} has what follows from "
                + $"entry {taken}: the end of the journal is lost. Restore a backup into an empty folder: vigil restore FILE.");
    }
}

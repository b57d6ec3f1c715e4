using Microsoft.Data.Sqlite;
using SQLitePCL;
using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>
/// One connection that writes what follows from the journal, with its prepared statements and what it remembers. After any failure it is
/// thrown away, which rolls back, and opened anew.
/// </summary>
internal sealed class ProjectionSession : IDisposable
{
    // About what an entry takes in the log.
    private const int RowBytes = 1000;

    private readonly SqliteConnection _connection;
    private readonly Checkpointer _checkpointer;
    private readonly Tables _tables;
    private readonly IProjection[] _projections;
    private readonly Statement _begin, _commit, _position, _move;

    public ProjectionSession(SqliteDatabase database)
    {
        _connection = database.Connect(SqliteOpenMode.ReadWrite, database.Options.CacheMiB);
        _checkpointer = new Checkpointer(database);
        var handle = _connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        raw.sqlite3_wal_autocheckpoint(handle, 0);
        _tables = new Tables(database.File, handle);
        (_begin, _commit) = (_tables.Prepare("BEGIN IMMEDIATE"), _tables.Prepare("COMMIT"));
        _position = _tables.Prepare("SELECT position FROM projection WHERE name = ?1");
        _move = _tables.Prepare("INSERT OR REPLACE INTO projection (name, version, position) VALUES (?1, ?2, ?3)");
        _projections = [.. ProjectionList.All.Select(each => each.On(_tables))];
        IsOnDisk(false);
    }

    /// <inheritdoc cref="IProjectionStore.Apply"/>
    public bool Apply(
        IReadOnlyCollection<string> names, long from, IReadOnlyList<ProjectedBatch> batches, long to, bool isOnDisk)
    {
        IsOnDisk(isOnDisk);
        _begin.Run();
        var chosen = _projections.Where(p => names.Contains(p.Kind.Name)).ToList();
        if (chosen.Exists(projection => (_position.Bind(1, projection.Kind.Name).Number() ?? 0) != from))
        {
            _tables.Run("ROLLBACK");
            return false;
        }
        foreach (var projection in chosen)
        {
            foreach (var batch in batches)
                projection.Take(batch);
            projection.Flush();
            Move(projection, to);
        }
        _commit.Run();
        IsOnDisk(false);
        _checkpointer.Wrote(batches.Sum(batch => (long)batch.Entries.Count) * RowBytes, _connection.Handle!);
        return true;
    }

    /// <inheritdoc cref="IProjectionStore.Clear"/>
    public bool Clear(string name)
    {
        var chosen = _projections.Where(p => p.Kind.Name == name || p.Kind.StandsIn == name).ToList();
        if (chosen.Count == 0 || chosen.Exists(projection => !projection.Kind.IsRebuildable))
            return false;
        _begin.Run();
        foreach (var projection in chosen)
        {
            projection.Clear();
            Move(projection, 0);
        }
        _commit.Run();
        return true;
    }

    /// <inheritdoc cref="Checkpointer.Empty"/>
    public bool EmptyLog(int waitMs) => _checkpointer.Empty(_connection.Handle!, waitMs);

    /// <inheritdoc/>
    public void Dispose()
    {
        _checkpointer.Dispose();
        _tables.Dispose();
        _connection.Dispose();
    }

    private void Move(IProjection projection, long to) =>
        _move.Bind(1, projection.Kind.Name).Bind(2, projection.Kind.Version).Bind(3, to).Run();

    // What a crash takes away is taken in again from the journal; only that a key is gone must be certain.
    private void IsOnDisk(bool isOnDisk) => _tables.Run($"PRAGMA synchronous={(isOnDisk ? "FULL" : "NORMAL")}");
}

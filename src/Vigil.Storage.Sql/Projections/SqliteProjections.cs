using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>The tables that follow from the journal, in one database: all that are up with it change in one transaction.</summary>
internal sealed class SqliteProjections(SqliteDatabase database) : IProjectionStore, IDisposable
{
    private const int ReaderWaitMs = 250;
    private ProjectionSession? _session;
    private bool _mustEmptyLog;

    /// <inheritdoc/>
    public IReadOnlyList<ProjectionPosition> Positions()
    {
        var kept = database.Read(connection => connection.Rows("SELECT name, version, position FROM projection", null,
            row => (Name: row.GetString(0), Version: row.GetInt32(1), Position: row.GetInt64(2)))).ToDictionary(row => row.Name);
        return [.. ProjectionList.All.Select(each => each.Kind).Select(kind => kept.TryGetValue(kind.Name, out var row)
            ? new ProjectionPosition(kind.Name, row.Position, kind.IsRebuildable) { KeptVersion = row.Version, Version = kind.Version }
            : new ProjectionPosition(kind.Name, 0, kind.IsRebuildable) { Version = kind.Version })];
    }

    /// <inheritdoc/>
    public bool Apply(IReadOnlyCollection<string> names, long from, IReadOnlyList<ProjectedBatch> batches, long to)
    {
        bool isErasure = names.Contains(DataKeyTable.Of.Name)
            && batches.Any(batch => batch.Entries.Any(entry => entry.Record is ErasureRecord));
        return Write(session =>
        {
            if (!session.Apply(names, from, batches, to, isErasure))
                return false;
            // A reader of an older state, such as a backup, may hold this up; then every turn tries again, without waiting.
            if (isErasure || _mustEmptyLog)
                _mustEmptyLog = !session.EmptyLog(isErasure ? ReaderWaitMs : 0);
            return true;
        });
    }

    /// <inheritdoc/>
    public bool Clear(string name) => Write(session => session.Clear(name));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session is null)
            return;
        using var turn = database.TakeTurn();
        _session.Dispose();
        _session = null;
    }

    private T Write<T>(Func<ProjectionSession, T> work)
    {
        using var turn = database.TakeTurn();
        try
        {
            return work(_session ??= new ProjectionSession(database));
        }
        catch (Exception e)
        {
            // What it remembers of names may not be true any more.
            _session?.Dispose();
            _session = null;
            if (e is SqliteException fault)
                throw SqliteFault.Of(database.File, fault);
            throw;
        }
    }
}

using System.Data;
using Vigil.Engine.Journal;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Questions about decisions, answered by SQLite.</summary>
internal sealed class SqliteDecisions(SqliteDatabase database) : IDecisionQuery
{
    private const long Minute = 60_000_000, Hour = 60 * Minute;

    /// <inheritdoc/>
    public IReadOnlyList<FoundDecision> List(DecisionFilter filter, long? cursor, bool newestFirst, int limit)
    {
        var (sql, arguments) = DecisionSql.Page(filter, cursor, newestFirst, limit);
        return database.Read(connection => connection.Rows(sql, arguments, Found));
    }

    /// <inheritdoc/>
    public FoundDecision? Find(long sequence) => database.Read(connection => connection.Rows("""
        SELECT j.sequence, j.kind, s.text, j.received, j.body, j.label FROM journal AS j JOIN name AS s ON s.id = j.stream
        WHERE j.sequence = @sequence AND j.kind = 1
        """, new { sequence }, Found)).FirstOrDefault();

    /// <inheritdoc/>
    public IReadOnlyList<VolumePoint> Volume(string? stream, long from, long to, int stepMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepMinutes, 1);
        return database.Read(connection => connection.Rows("""
            SELECT minute - ((minute % @step) + @step) % @step AS begin, sum(approve), sum(review), sum(block),
              sum(low), sum(medium), sum(high), sum(critical), sum(amount)
            FROM minute_volume
            WHERE minute >= @first AND minute <= @last
              AND (@stream IS NULL OR stream = (SELECT id FROM name WHERE kind = 1 AND text = @stream))
            GROUP BY begin ORDER BY begin
            """, new { stream, step = (long)stepMinutes, first = Floor(from, Minute), last = Floor(to - 1, Minute) },
            row => new VolumePoint(
                row.GetInt64(0) * Minute,
                [row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)],
                [row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)],
                row.GetDouble(8))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<EntityVolume> TopEntities(string? stream, long from, long to, int limit) =>
        database.Read(connection => EntitySql.Top(connection, stream, from, to, limit));

    /// <inheritdoc/>
    public EntityVolume? Entity(string stream, long entity) => database.Read(connection =>
        EntitySql.StreamNumber(connection, stream) is { } number
            ? EntitySql.Of(connection, number, entity, long.MinValue, long.MaxValue) : null);

    /// <inheritdoc/>
    public IReadOnlyList<LocationVolume> Locations(string? stream, long from, long to, int limit) =>
        database.Read(connection => connection.Rows("""
            SELECT n.text, sum(h.latitude) / nullif(sum(h.located), 0), sum(h.longitude) / nullif(sum(h.located), 0), sum(h.decisions),
              sum(h.alerts), sum(h.amount) AS total
            FROM hour_location AS h JOIN name AS n ON n.id = h.location
            WHERE h.hour >= @first AND h.hour <= @last
              AND (@stream IS NULL OR h.stream = (SELECT id FROM name WHERE kind = 1 AND text = @stream))
            GROUP BY h.location ORDER BY total DESC, n.text LIMIT @limit
            """, new { stream, limit, first = Floor(from, Hour), last = Floor(to - 1, Hour) }, row => new LocationVolume(
                row.GetString(0), row.Real(1), row.Real(2), row.GetInt64(3), row.GetInt64(4), row.GetDouble(5))));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counts() => database.Read(connection => connection.Rows(
        "SELECT text, decisions FROM name WHERE kind = 1 AND decisions > 0", null, row => (Name: row.GetString(0), Count: row.GetInt64(1))))
        .ToDictionary(s => s.Name, s => s.Count, StringComparer.Ordinal);

    private static FoundDecision Found(IDataRecord row) => new(SqliteJournal.Entry(row), row.Whole(5) is { } label ? label != 0 : null);

    private static long Floor(long time, long span) => (time / span) - (time % span < 0 ? 1 : 0);
}

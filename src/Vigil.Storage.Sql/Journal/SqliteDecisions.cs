using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Questions about decisions, answered by SQLite.</summary>
internal sealed class SqliteDecisions(SqliteDatabase database) : IDecisionQuery
{
    private const long FirstWindow = 1L << Zones.Bits;
    private const int WindowGrowth = 4;

    /// <inheritdoc/>
    public IReadOnlyList<FoundDecision> List(DecisionFilter filter, long? cursor, bool newestFirst, int limit) =>
        database.Read(connection => DecisionSource.Of(filter, newestFirst).With.Length == 0
            ? Page(connection, filter, Bounds(connection, filter).Beyond(cursor, newestFirst), newestFirst, limit)
            : Widening(connection, filter, Bounds(connection, filter).Beyond(cursor, newestFirst), newestFirst, limit));

    /// <inheritdoc/>
    public RankedPage Ranked(DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit) => database.Read(connection =>
    {
        // Those with a risk that matters are in an index of their own; often a page of the highest risks needs no more.
        if (rank == DecisionRank.Risk && !(filter.MinRisk >= 30) && (cursor is null || cursor.Key >= 30)
            && Ranked(connection, filter with { MinRisk = 30 }, rank, cursor, limit) is { IsWhole: true, Next: not null } high)
            return high;
        return Ranked(connection, filter, rank, cursor, limit);
    });

    /// <inheritdoc/>
    public MatchCount Count(DecisionFilter filter) => database.Read(connection =>
    {
        var (sql, arguments) = DecisionSql.Count(filter, Bounds(connection, filter), IDecisionQuery.MostLooks);
        return connection.Rows(sql, arguments, row => new MatchCount(row.GetInt64(0), row.GetInt64(1) < IDecisionQuery.MostLooks))[0];
    });

    /// <inheritdoc/>
    public FoundDecision? Find(long sequence) => database.Read(connection => Find(connection, sequence));

    /// <inheritdoc/>
    public long? MentionsFrom() => database.Read(connection => connection.ExecuteScalar<long?>("""
        WITH begins AS (SELECT sequence FROM mention_begin)
        SELECT coalesce((SELECT received FROM journal WHERE sequence >= (SELECT sequence FROM begins) ORDER BY sequence LIMIT 1),
          (SELECT received FROM journal ORDER BY sequence DESC LIMIT 1))
        WHERE EXISTS (SELECT 1 FROM journal WHERE kind = 1 AND sequence < (SELECT sequence FROM begins))
        """));

    /// <inheritdoc/>
    public long? Earliest(string? stream) => database.Read(connection => VolumeSql.Earliest(connection, stream));

    /// <inheritdoc/>
    public IReadOnlyList<JournalEntry> Labels(long decision, int limit) => database.Read(connection => connection.Rows("""
        SELECT j.sequence, j.kind, s.text, j.received, j.body FROM label AS l
        JOIN journal AS j ON j.sequence = l.sequence JOIN name AS s ON s.id = j.stream
        WHERE l.decision = @decision ORDER BY l.sequence DESC LIMIT @limit
        """, new { decision, limit }, SqliteJournal.Entry));

    /// <inheritdoc/>
    public ListedFigures? Listed(long sequence) => database.Read(connection => connection.Rows(
        "SELECT raw_score, risk, outcome FROM journal WHERE sequence = @sequence AND kind = 1", new { sequence },
        row => new ListedFigures(row.Real(0), row.Real(1), (Outcome)row.GetInt32(2)))).FirstOrDefault();

    /// <inheritdoc/>
    public IReadOnlyList<VolumePoint> Volume(string? stream, long from, long to, int stepMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepMinutes, 1);
        return database.Read(connection => VolumeSql.Of(connection, stream, from, to, stepMinutes));
    }

    /// <inheritdoc/>
    public DelaySummary Delays(string? stream, long from, long to) =>
        database.Read(connection => VolumeSql.Delays(connection, stream, from, to));

    /// <inheritdoc/>
    public IReadOnlyList<EntityVolume> TopEntities(string? stream, long from, long to, int limit) =>
        database.Read(connection => EntitySql.Top(connection, stream, from, to, limit));

    /// <inheritdoc/>
    public EntityVolume? Entity(string stream, long entity, long from, long to) => database.Read(connection =>
        EntitySql.StreamNumber(connection, stream) is { } number ? EntitySql.Of(connection, number, entity, from, to) : null);

    /// <inheritdoc/>
    public LocationVolumes Locations(string? stream, long from, long to, int limit) =>
        database.Read(connection => LocationSql.Of(connection, stream, from, to, limit));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counts() => database.Read(connection => connection.Rows(
        "SELECT text, decisions FROM name WHERE kind = 1 AND decisions > 0", null, row => (Name: row.GetString(0), Count: row.GetInt64(1))))
        .ToDictionary(s => s.Name, s => s.Count, StringComparer.Ordinal);

    private static List<FoundDecision> Page(
        SqliteConnection connection, DecisionFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        var (sql, arguments) = DecisionSql.Page(filter, range, newestFirst, limit);
        return connection.Rows(sql, arguments, Found);
    }

    // A common merchant fills a page from the newest zone; a rare one is found by asking all of them, in few statements.
    private static List<FoundDecision> Widening(
        SqliteConnection connection, DecisionFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        var found = new List<FoundDecision>();
        range = range.Within(connection.Rows("SELECT min(sequence), max(sequence) FROM journal", null, row =>
            row.IsDBNull(0) ? SequenceRange.None : new SequenceRange(row.GetInt64(0), row.GetInt64(1)))[0]);
        for (long width = FirstWindow; !range.IsEmpty && found.Count < limit; width *= WindowGrowth)
        {
            var window = range.End(width, newestFirst);
            found.AddRange(Page(connection, filter, window, newestFirst, limit - found.Count));
            range = range.Beyond(newestFirst ? window.First : window.Last, newestFirst);
        }
        return found;
    }

    private static RankedPage Ranked(
        SqliteConnection connection, DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit)
    {
        var (sql, arguments) = DecisionSql.Ranked(
            filter, rank, cursor, Bounds(connection, filter), (limit + 1, IDecisionQuery.MostLooks));
        var rows = connection.Rows(
            sql, arguments, row => (Cursor: new RankCursor(row.GetDouble(1), row.GetInt64(0)), Looks: row.GetInt64(2)));
        return new RankedPage(
            [.. rows.Take(limit).Select(r => Find(connection, r.Cursor.Sequence)).OfType<FoundDecision>()],
            rows.Count > limit ? rows[limit - 1].Cursor : null,
            rows.Count == 0 ? Counted(connection, filter) : rows[0].Looks < IDecisionQuery.MostLooks);
    }

    private static bool Counted(SqliteConnection connection, DecisionFilter filter)
    {
        var (sql, arguments) = DecisionSql.Count(filter, Bounds(connection, filter), IDecisionQuery.MostLooks);
        return connection.Rows(sql, arguments, row => row.GetInt64(1))[0] < IDecisionQuery.MostLooks;
    }

    // Where decisions of that time can be, as far as the blocks know.
    private static SequenceRange Bounds(SqliteConnection connection, DecisionFilter filter)
    {
        if (filter.From is null && filter.To is null)
            return SequenceRange.All;
        return connection.Rows($"""
            SELECT min(block) << {RollUps.BlockBits}, ((max(block) + 1) << {RollUps.BlockBits}) - 1 FROM block
            WHERE (@From IS NULL OR max_time >= @From) AND (@To IS NULL OR min_time < @To)
            """, new { filter.From, filter.To },
            row => row.IsDBNull(0) ? SequenceRange.None : new SequenceRange(row.GetInt64(0), row.GetInt64(1)))[0];
    }

    private static FoundDecision? Find(SqliteConnection connection, long sequence) => connection.Rows("""
        SELECT j.sequence, j.kind, s.text, j.received, j.body, j.label FROM journal AS j JOIN name AS s ON s.id = j.stream
        WHERE j.sequence = @sequence AND j.kind = 1
        """, new { sequence }, Found).FirstOrDefault();

    private static FoundDecision Found(IDataRecord row) => new(SqliteJournal.Entry(row), row.Whole(5) is { } label ? label != 0 : null);
}

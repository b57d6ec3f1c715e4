using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Projections;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Questions about decisions, answered by SQLite.</summary>
internal sealed class SqliteDecisions(SqliteDatabase database, EmbeddedJournal journal) : IDecisionQuery
{
    private const long FirstWindow = 1L << Zones.Bits;
    private const int WindowGrowth = 4;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FoundDecision>> ListAsync(
        DecisionFilter filter, long? cursor, bool newestFirst, int limit, CancellationToken cancellation) =>
        Found(await AskAsync(connection => DecisionSource.Of(filter, newestFirst).With.Length == 0
            ? Page(connection, filter, Bounds(connection, filter).Beyond(cursor, newestFirst), newestFirst, limit)
            : Widening(connection, filter, Bounds(connection, filter).Beyond(cursor, newestFirst), newestFirst, limit), cancellation));

    /// <inheritdoc/>
    public async ValueTask<RankedPage> RankedAsync(
        DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit, CancellationToken cancellation)
    {
        // Those with a risk that matters are in an index of their own; often a page of the highest risks needs no more.
        bool beginsHigh = rank == DecisionRank.Risk && !(filter.MinRisk >= 30) && (cursor is null || cursor.Key >= 30);
        var high = beginsHigh ? await RankedPageAsync(filter with { MinRisk = 30 }, rank, cursor, limit, cancellation) : null;
        return high is { IsWhole: true, Next: not null } ? high : await RankedPageAsync(filter, rank, cursor, limit, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<MatchCount> CountAsync(DecisionFilter filter, CancellationToken cancellation) => AskAsync(connection =>
    {
        var (sql, arguments) = DecisionSql.Count(filter, Bounds(connection, filter), IDecisionQuery.MostLooks);
        return connection.Rows(sql, arguments, row => new MatchCount(row.GetInt64(0), row.GetInt64(1) < IDecisionQuery.MostLooks))[0];
    }, cancellation);

    /// <inheritdoc/>
    public async ValueTask<FoundDecision?> FindAsync(long sequence, CancellationToken cancellation) =>
        Found(await AskAsync(connection => connection.Rows(
        "SELECT sequence, label FROM decision WHERE sequence = @sequence", new { sequence }, Labelled), cancellation)).FirstOrDefault();

    /// <inheritdoc/>
    public ValueTask<long?> MentionsFromAsync(CancellationToken cancellation) => AskAsync(connection => connection.ExecuteScalar<long?>("""
        WITH begins AS (SELECT sequence FROM mention_begin)
        SELECT coalesce((SELECT received FROM decision WHERE sequence >= (SELECT sequence FROM begins) ORDER BY sequence LIMIT 1),
          (SELECT received FROM decision ORDER BY sequence DESC LIMIT 1))
        WHERE EXISTS (SELECT 1 FROM decision WHERE sequence < (SELECT sequence FROM begins))
        """), cancellation);

    /// <inheritdoc/>
    public ValueTask<long?> EarliestAsync(string? stream, CancellationToken cancellation) =>
        AskAsync(connection => VolumeSql.Earliest(connection, stream), cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JournalEntry>> LabelsAsync(long decision, int limit, CancellationToken cancellation) =>
        Entries(await AskAsync(connection => connection.Rows(
        "SELECT sequence FROM label WHERE decision = @decision ORDER BY sequence DESC LIMIT @limit", new { decision, limit },
        row => row.GetInt64(0)), cancellation));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JournalEntry>> FindTransactionAsync(string stream, long id, CancellationToken cancellation) =>
        id == 0 ? [] : Entries(await AskAsync(asked => asked.Rows($"""
        WITH {Zones.All}
        SELECT j.sequence FROM zone AS z
        CROSS JOIN decision AS j INDEXED BY decision_id ON j.sequence >> {Zones.Bits} = z.zone AND j.id = @id AND j.id <> 0
        JOIN name AS s ON s.id = j.stream AND s.kind = 1 AND s.text = @stream ORDER BY j.sequence
        """, new { stream, id }, row => row.GetInt64(0)), cancellation));

    /// <inheritdoc/>
    public async ValueTask<UInt128?> FindRequestAsync(UInt128 key, CancellationToken cancellation) =>
        await AskAsync(connection => connection.ExecuteScalar<byte[]?>(
        "SELECT content FROM request WHERE key = @key", new { key = EntityHash.Bytes(key) }), cancellation) is { } content
        ? EntityHash.Read(content) : null;

    /// <inheritdoc/>
    public ValueTask<string?> PositionOfAsync(string source, CancellationToken cancellation) =>
        AskAsync(connection => connection.ExecuteScalar<string?>(
        "SELECT position FROM source WHERE name = @source", new { source }), cancellation);

    /// <inheritdoc/>
    public async ValueTask<ListedFigures?> ListedAsync(long sequence, CancellationToken cancellation) =>
        (await AskAsync(connection => connection.Rows(
        "SELECT raw_score, risk, outcome FROM decision WHERE sequence = @sequence", new { sequence },
        row => new ListedFigures(row.Real(0), row.Real(1), (Outcome)row.GetInt32(2))), cancellation)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<VolumePoint>> VolumeAsync(
        string? stream, long from, long to, int stepMinutes, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepMinutes, 1);
        return await AskAsync(connection => VolumeSql.Of(connection, stream, from, to, stepMinutes), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<DelaySummary> DelaysAsync(string? stream, long from, long to, CancellationToken cancellation) =>
        AskAsync(connection => VolumeSql.Delays(connection, stream, from, to), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EntityVolume>> TopEntitiesAsync(
        string? stream, long from, long to, int limit, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<EntityVolume>>(connection => EntitySql.Top(connection, stream, from, to, limit), cancellation);

    /// <inheritdoc/>
    public ValueTask<EntityVolume?> EntityAsync(string stream, long entity, long from, long to, CancellationToken cancellation) =>
        AskAsync(connection =>
        EntitySql.StreamNumber(connection, stream) is { } number ? EntitySql.Of(connection, number, entity, from, to) : null, cancellation);

    /// <inheritdoc/>
    public ValueTask<LocationVolumes> LocationsAsync(string? stream, long from, long to, int limit, CancellationToken cancellation) =>
        AskAsync(connection => LocationSql.Of(connection, stream, from, to, limit), cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellation) =>
        (await AskAsync(connection => connection.Rows(
        "SELECT text, decisions FROM name WHERE kind = 1 AND decisions > 0", null, row => (Name: row.GetString(
            0), Count: row.GetInt64(1))), cancellation))
        .ToDictionary(s => s.Name, s => s.Count, StringComparer.Ordinal);

    private static List<(long Sequence, bool? Label)> Page(
        SqliteConnection connection, DecisionFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        var (sql, arguments) = DecisionSql.Page(filter, range, newestFirst, limit);
        return connection.Rows(sql, arguments, Labelled);
    }

    // A common merchant fills a page from the newest zone; a rare one is found by asking all of them, in few statements.
    private static List<(long Sequence, bool? Label)> Widening(
        SqliteConnection connection, DecisionFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        var found = new List<(long Sequence, bool? Label)>();
        range = range.Within(connection.Rows("SELECT min(sequence), max(sequence) FROM decision", null, row =>
            row.IsDBNull(0) ? SequenceRange.None : new SequenceRange(row.GetInt64(0), row.GetInt64(1)))[0]);
        for (long width = FirstWindow; !range.IsEmpty && found.Count < limit; width *= WindowGrowth)
        {
            var window = range.End(width, newestFirst);
            found.AddRange(Page(connection, filter, window, newestFirst, limit - found.Count));
            range = range.Beyond(newestFirst ? window.First : window.Last, newestFirst);
        }
        return found;
    }

    private async ValueTask<RankedPage> RankedPageAsync(
        DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit, CancellationToken cancellation)
    {
        var (found, next, isWhole) = await AskAsync(connection => Ranked(connection, filter, rank, cursor, limit), cancellation);
        return new RankedPage(Found(found), next, isWhole);
    }

    private static (List<(long Sequence, bool? Label)> Found, RankCursor? Next, bool IsWhole) Ranked(
        SqliteConnection connection, DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit)
    {
        var (sql, arguments) = DecisionSql.Ranked(
            filter, rank, cursor, Bounds(connection, filter), (limit + 1, IDecisionQuery.MostLooks));
        var rows = connection.Rows(
            sql, arguments, row => (Cursor: new RankCursor(row.GetDouble(1), row.GetInt64(0)), Looks: row.GetInt64(2)));
        return (
            [.. rows.Take(limit).SelectMany(r => connection.Rows(
                "SELECT sequence, label FROM decision WHERE sequence = @Sequence", new { r.Cursor.Sequence }, Labelled))],
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
            SELECT min(block) << {Blocks.Bits}, ((max(block) + 1) << {Blocks.Bits}) - 1 FROM block
            WHERE (@From IS NULL OR max_time >= @From) AND (@To IS NULL OR min_time < @To)
            """, new { filter.From, filter.To },
            row => row.IsDBNull(0) ? SequenceRange.None : new SequenceRange(row.GetInt64(0), row.GetInt64(1)))[0];
    }

    private static (long Sequence, bool? Label) Labelled(IDataRecord row) =>
        (row.GetInt64(0), row.Whole(1) is { } label ? label != 0 : null);

    // What was committed before must be seen, and stands in the tables a moment later.
    private ValueTask<T> AskAsync<T>(Func<SqliteConnection, T> question, CancellationToken cancellation)
    {
        journal.WaitUntilTaken();
        return database.ReadAsync(question, cancellation);
    }

    // Retention may have removed one meanwhile.
    private List<FoundDecision> Found(List<(long Sequence, bool? Label)> found) =>
        [.. found.Select(f => journal.Find(f.Sequence) is { } entry ? new FoundDecision(entry, f.Label) : null).OfType<FoundDecision>()];

    private List<JournalEntry> Entries(List<long> sequences) => [.. sequences.Select(journal.Find).OfType<JournalEntry>()];
}

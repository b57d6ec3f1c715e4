using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Decisions;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Projections;

namespace Vigil.Storage.Sql.Journal;

/// <summary>What entities did, added up from their decisions.</summary>
internal static class EntitySql
{
    // Up to so many blocks, all entities of a span are compared; beyond, those with an alert or a medium risk.
    private const int FewBlocks = 200;

    private const string Ranked = "GROUP BY stream, entity ORDER BY sum(outcome <> 0) DESC, max(risk) DESC, stream, entity LIMIT @limit";

    private const string Span = "entity <> 0 AND time >= @from AND time < @to AND (@stream IS NULL OR stream = @stream)";

    private const string InBlocks = "FROM block WHERE max_time >= @from AND min_time < @to";

    /// <summary>The entities with the most alerts, then the highest risk.</summary>
    public static List<EntityVolume> Top(SqliteConnection connection, string? stream, long from, long to, int limit)
    {
        long? number = stream is null ? null : StreamNumber(connection, stream);
        if (stream is not null && number is null)
            return [];
        var span = new { from, to, limit, stream = number };
        var found = connection.Rows($"""
            SELECT stream, entity FROM decision INDEXED BY decision_notable
            WHERE (outcome <> 0 OR risk >= 30) AND sequence >= (SELECT min(block) << {Blocks.Bits} {InBlocks})
              AND sequence < (SELECT (max(block) + 1) << {Blocks.Bits} {InBlocks}) AND {Span} {Ranked}
            """, span, StreamAndEntity);
        if (found.Count < limit && connection.ExecuteScalar<long>($"SELECT count(*) {InBlocks}", span) <= FewBlocks)
            found = connection.Rows($"""
                WITH b AS (SELECT block {InBlocks}) SELECT stream, entity FROM b
                CROSS JOIN decision NOT INDEXED ON sequence >= b.block << {Blocks.Bits}
                  AND sequence < (b.block + 1) << {Blocks.Bits}
                WHERE {Span} {Ranked}
                """, span, StreamAndEntity);
        return [.. found.Select(f => Of(connection, f.Stream, f.Entity, from, to)).OfType<EntityVolume>()];
    }

    /// <summary>One entity, or null when it has no decision in that span.</summary>
    public static EntityVolume? Of(SqliteConnection connection, long stream, long entity, long from, long to)
    {
        var parts = connection.Rows($"""
        WITH {Zones.All}, mine AS (
          SELECT j.sequence, j.risk, j.outcome, j.amount,
            coalesce((SELECT m.currency FROM mention AS m WHERE m.sequence = j.sequence), 0) AS currency
          FROM zone AS z
          CROSS JOIN decision AS j INDEXED BY decision_entity ON j.sequence >> {Zones.Bits} = z.zone
          WHERE j.entity = @entity AND j.entity <> 0 AND j.stream = @stream AND j.time >= @from AND j.time < @to)
        SELECT (SELECT text FROM name WHERE id = @stream), max(sequence), count(*), sum(outcome <> 0), max(risk),
          coalesce(sum(amount), 0), (SELECT text FROM name WHERE id = currency) AS code
        FROM mine GROUP BY currency ORDER BY code
        """, new { stream, entity, from, to }, row => new EntityVolume(
            row.GetString(0), entity, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetDouble(4),
            [new CurrencyAmount(row.IsDBNull(6) ? null : row.GetString(6), row.GetDouble(5))], 0));
        if (parts.Count == 0)
            return null;
        var whole = parts.Aggregate((a, b) => a with
        {
            LastSequence = Math.Max(a.LastSequence, b.LastSequence),
            Decisions = a.Decisions + b.Decisions,
            Alerts = a.Alerts + b.Alerts,
            MaxRisk = Math.Max(a.MaxRisk, b.MaxRisk),
            Amounts = [.. a.Amounts, .. b.Amounts],
        });
        return whole with
        {
            LastTime = connection.ExecuteScalar<long>(
                "SELECT time FROM decision WHERE sequence = @LastSequence", new { whole.LastSequence }),
        };
    }

    /// <summary>The number of a stream's name, or null when nothing was recorded of it.</summary>
    public static long? StreamNumber(SqliteConnection connection, string stream) =>
        connection.ExecuteScalar<long?>("SELECT id FROM name WHERE kind = 1 AND text = @stream", new { stream });

    private static (long Stream, long Entity) StreamAndEntity(IDataRecord row) => (row.GetInt64(0), row.GetInt64(1));
}

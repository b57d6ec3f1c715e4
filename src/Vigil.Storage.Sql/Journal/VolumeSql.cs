using Microsoft.Data.Sqlite;
using Vigil.Engine.Decisions;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>What roll-ups by the minute add up to.</summary>
internal static class VolumeSql
{
    private const long Minute = 60_000_000;

    private const string Span = """
        minute >= @first AND minute <= @last
        AND (@stream IS NULL OR stream = (SELECT id FROM name WHERE kind = 1 AND text = @stream))
        """;

    /// <summary>Volume per step.</summary>
    public static List<VolumePoint> Of(SqliteConnection connection, string? stream, long from, long to, int stepMinutes)
    {
        var parts = connection.Rows($"""
            SELECT minute - ((minute % @step) + @step) % @step AS begin, sum(approve), sum(review), sum(block),
              sum(low), sum(medium), sum(high), sum(critical), sum(amount), (SELECT text FROM name WHERE id = currency)
            FROM minute_volume WHERE {Span} GROUP BY begin, currency ORDER BY begin, 10
            """, new { stream, step = (long)stepMinutes, first = Floor(from), last = Floor(to - 1) },
            row => new VolumePoint(
                row.GetInt64(0) * Minute,
                [row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)],
                [row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)],
                [new CurrencyAmount(row.IsDBNull(9) ? null : row.GetString(9), row.GetDouble(8))]));
        return [.. parts.GroupBy(p => p.Time).Select(g => g.Aggregate(Sum))];
    }

    /// <summary>The first minute with a decision; found along the key, where it comes first.</summary>
    public static long? Earliest(SqliteConnection connection, string? stream) => connection.Rows($"""
        SELECT minute FROM minute_volume WHERE {Span} ORDER BY minute LIMIT 1
        """, new { stream, first = long.MinValue, last = long.MaxValue }, row => row.GetInt64(0) * Minute) is [var first] ? first : null;

    /// <summary>How long decisions took.</summary>
    public static DelaySummary Delays(SqliteConnection connection, string? stream, long from, long to)
    {
        var counts = connection.Rows(
            $"SELECT bucket, sum(decisions) FROM minute_delay WHERE {Span} GROUP BY bucket ORDER BY bucket",
            new { stream, first = Floor(from), last = Floor(to - 1) }, row => (Bucket: row.GetInt32(0), Count: row.GetInt64(1)));
        return new DelaySummary(DelayBuckets.Quantile(counts, 0.5), DelayBuckets.Quantile(counts, 0.99), counts.Sum(c => c.Count));
    }

    private static VolumePoint Sum(VolumePoint a, VolumePoint b) => new(
        a.Time, [.. a.Outcomes.Zip(b.Outcomes, (x, y) => x + y)], [.. a.Levels.Zip(b.Levels, (x, y) => x + y)],
        [.. a.Amounts, .. b.Amounts]);

    private static long Floor(long time) => (time / Minute) - (time % Minute < 0 ? 1 : 0);
}

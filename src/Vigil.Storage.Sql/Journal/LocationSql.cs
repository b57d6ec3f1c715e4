using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Decisions;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Projections;

namespace Vigil.Storage.Sql.Journal;

/// <summary>What happened where: whole hours from roll-ups, what is left at both ends from the decisions themselves.</summary>
internal static class LocationSql
{
    private const long Hour = 3_600_000_000;

    // Beyond so many blocks at the ends, whole hours are counted and said.
    private const int FewBlocks = 200;

    // Places may be named freely by who sends transactions; an answer is bounded.
    private const int MostPlaces = 100_000;

    private const string AtEnds = """
        FROM block WHERE max_time >= @from AND min_time < @to AND NOT (min_time >= @innerFrom AND max_time < @innerTo)
        """;

    private const string OfStream = "(@stream IS NULL OR stream = (SELECT id FROM name WHERE kind = 1 AND text = @stream))";

    /// <summary>The places with the most decisions.</summary>
    public static LocationVolumes Of(SqliteConnection connection, string? stream, long from, long to, int limit)
    {
        long wideFrom = Floor(from) * Hour, wideTo = (Floor(to - 1) + 1) * Hour;
        long innerFrom = wideFrom == from ? from : Math.Min(wideFrom + Hour, to);
        long innerTo = wideTo == to ? to : Math.Max(wideTo - Hour, innerFrom);
        var ends = new { from, to, innerFrom, innerTo };
        bool isExact = (innerFrom, innerTo) == (from, to) || connection.ExecuteScalar<long>($"SELECT count(*) {AtEnds}", ends) <= FewBlocks;
        if (!isExact)
            (from, to, innerFrom, innerTo) = (wideFrom, wideTo, wideFrom, wideTo);
        var span = new
        {
            stream,
            from,
            to,
            innerFrom,
            innerTo,
            first = innerFrom / Hour,
            last = (innerTo / Hour) - 1,
            wideFirst = wideFrom / Hour,
            wideLast = (wideTo / Hour) - 1,
            most = MostPlaces,
        };
        var parts = connection.Rows(Counted, span, row => (
            Place: row.GetInt64(0), Currency: row.IsDBNull(1) ? null : row.GetString(1), Decisions: row.GetInt64(2),
            Alerts: row.GetInt64(3), Amount: row.GetDouble(4), Name: row.GetString(5)));
        var found = parts.GroupBy(p => (p.Place, p.Name)).Select(g => (g.Key, Decisions: g.Sum(p => p.Decisions), Parts: g.ToList()))
            .OrderByDescending(g => g.Decisions).ThenBy(g => g.Key.Name, StringComparer.Ordinal).Take(limit);
        return new LocationVolumes(from, to, [.. found.Select(g =>
        {
            var (latitude, longitude) = Where(connection, g.Key.Place, span);
            return new LocationVolume(g.Key.Name, latitude, longitude, g.Decisions, g.Parts.Sum(p => p.Alerts),
                [.. g.Parts.Select(p => new CurrencyAmount(p.Currency, p.Amount))]);
        })]);
    }

    private static string Counted => $"""
        WITH counted AS (
          SELECT location, currency, decisions, alerts, amount FROM hour_location WHERE hour >= @first AND hour <= @last AND {OfStream}
          UNION ALL
          SELECT j.location, coalesce((SELECT m.currency FROM mention AS m WHERE m.sequence = j.sequence), 0), 1, j.outcome <> 0,
            coalesce(j.amount, 0)
          FROM (SELECT block {AtEnds} AND NOT (@from = @innerFrom AND @to = @innerTo)) AS b
          CROSS JOIN decision AS j NOT INDEXED ON j.sequence >= b.block << {Blocks.Bits}
            AND j.sequence < (b.block + 1) << {Blocks.Bits}
          WHERE j.location IS NOT NULL AND j.time >= @from AND j.time < @to
            AND (j.time < @innerFrom OR j.time >= @innerTo) AND {OfStream})
        SELECT c.location, (SELECT text FROM name WHERE id = c.currency) AS code, sum(c.decisions) AS total, sum(c.alerts), sum(c.amount),
          (SELECT text FROM name WHERE id = c.location)
        FROM counted AS c GROUP BY c.location, c.currency ORDER BY total DESC, code LIMIT @most
        """;

    // The columns of decisions have no coordinates; the hours that hold the ends know them well enough.
    private static (double Latitude, double Longitude) Where(SqliteConnection connection, long location, object span)
    {
        var arguments = new DynamicParameters(span);
        arguments.Add("location", location);
        return connection.Rows($"""
            SELECT sum(latitude) / nullif(sum(located), 0), sum(longitude) / nullif(sum(located), 0) FROM hour_location
            WHERE hour >= @wideFirst AND hour <= @wideLast AND location = @location AND {OfStream}
            """, arguments, row => (row.Real(0), row.Real(1)))[0];
    }

    private static long Floor(long time) => (time / Hour) - (time % Hour < 0 ? 1 : 0);
}

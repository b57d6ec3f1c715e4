using System.Globalization;
using Dapper;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;

namespace Vigil.Storage.Sql.Journal;

/// <summary>
/// A filter as a statement. Which of the few indexes leads is chosen here, where it is known what the filter implies; SQLite's planner
/// cannot know. Whatever no index serves goes block by block, so that a span of time costs what lies in it.
/// </summary>
internal static class DecisionSql
{
    private const string Columns =
        "j.sequence, j.kind, (SELECT s.text FROM name AS s WHERE s.id = j.stream), j.received, j.body, j.label";
    private const string Range = "j.sequence >= @first AND j.sequence <= @last";
    private const string Notable = "(j.outcome <> 0 OR j.risk >= 30)";

    /// <summary>The statement of a page and its parameters.</summary>
    public static (string Sql, DynamicParameters Arguments) Page(DecisionFilter filter, long? cursor, bool newestFirst, int limit)
    {
        var arguments = new DynamicParameters();
        arguments.Add("limit", limit);
        arguments.Add("first", newestFirst || cursor is null ? 0 : cursor + 1);
        arguments.Add("last", newestFirst && cursor is not null ? cursor - 1 : long.MaxValue);
        string conditions = string.Join(" AND ", Conditions(filter, arguments));
        string direction = newestFirst ? "DESC" : "ASC";
        string order = $"j.sequence {direction}";
        string source = Source(filter, ref order, direction);
        return ($"""
            {source} AND {conditions}
            ORDER BY {order} LIMIT @limit
            """, arguments);
    }

    private static string Source(DecisionFilter filter, ref string order, string direction)
    {
        if (filter.Id is not (null or 0))
            return Hashed("id");
        if (filter.Entity is not (null or 0))
            return Hashed("entity");
        if (filter.IsLabelled)
            return $"SELECT {Columns} FROM journal AS j INDEXED BY journal_label WHERE {Range} AND j.label IS NOT NULL";
        if (IsNotable(filter))
            return $"SELECT {Columns} FROM journal AS j INDEXED BY journal_notable WHERE {Range} AND {Notable}";
        // NOT INDEXED: SQLite would otherwise make an index of its own for this one statement, of the whole journal.
        order = $"b.block {direction}, j.sequence {direction}";
        return $"""
            SELECT {Columns} FROM block AS b
            CROSS JOIN journal AS j NOT INDEXED ON {string.Join(" AND ", BlockConditions(filter))}
              AND j.sequence >= max(b.block << {RollUps.BlockBits}, @first)
              AND j.sequence <= min(((b.block + 1) << {RollUps.BlockBits}) - 1, @last)
            WHERE j.kind = 1
            """;
    }

    private static string Hashed(string column) => $"""
        WITH {Zones.Bounded} SELECT {Columns} FROM zone AS z
        CROSS JOIN journal AS j INDEXED BY journal_{column} ON j.sequence >> {Zones.Bits} = z.zone AND {Range}
        WHERE j.{column} <> 0
        """;

    private static IEnumerable<string> Conditions(DecisionFilter filter, DynamicParameters arguments)
    {
        yield return "TRUE";
        if (filter.IsLabelled)
            yield return "j.label IS NOT NULL";
        if (filter.Outcomes.Count > 0)
            yield return $"j.outcome IN ({string.Join(',', filter.Outcomes.Select(o => (int)o))})";
        if (filter.Levels.Count > 0)
            yield return $"({string.Join(" OR ", filter.Levels.Select(Level))})";
        if (filter.Stream is not null)
            yield return Named("stream", NameKind.Stream, filter.Stream, arguments);
        if (filter.Model is not null)
            yield return Named("model", NameKind.Model, filter.Model, arguments);
        foreach (var (condition, name, value) in ((string, string, object?)[])
            [
                ("j.time >= @From", "From", filter.From), ("j.time < @To", "To", filter.To),
                ("j.risk >= @MinRisk", "MinRisk", filter.MinRisk), ("j.risk < @MaxRisk", "MaxRisk", filter.MaxRisk),
                ("j.amount >= @MinAmount", "MinAmount", filter.MinAmount), ("j.amount <= @MaxAmount", "MaxAmount", filter.MaxAmount),
                ("j.entity = @Entity", "Entity", filter.Entity), ("j.id = @Id", "Id", filter.Id),
            ])
        {
            if (value is null)
                continue;
            arguments.Add(name, value);
            yield return condition;
        }
    }

    private static IEnumerable<string> BlockConditions(DecisionFilter filter)
    {
        yield return $"b.block >= @first >> {RollUps.BlockBits} AND b.block <= @last >> {RollUps.BlockBits}";
        if (filter.From is not null)
            yield return "b.max_time >= @From";
        if (filter.To is not null)
            yield return "b.min_time < @To";
        if (filter.MinRisk is not null || filter.MaxRisk is not null || filter.Levels.Count > 0)
            yield return $"b.risks & {Risks(filter)} <> 0";
        if (filter.MinAmount is not null)
            yield return "b.max_amount >= @MinAmount";
        if (filter.MaxAmount is not null)
            yield return "b.min_amount <= @MaxAmount";
        if (filter.Stream is not null)
            yield return $"b.streams & {Bit(NameKind.Stream, "stream")} <> 0";
        if (filter.Model is not null)
            yield return $"b.models & {Bit(NameKind.Model, "model")} <> 0";
    }

    private static string Bit(NameKind kind, string name) => $"(1 << ({NumberOf(kind, name)} % 63))";

    private static string NumberOf(NameKind kind, string name) => $"(SELECT id FROM name WHERE kind = {(int)kind} AND text = @{name}Name)";

    private static string Named(string column, NameKind kind, string text, DynamicParameters arguments)
    {
        arguments.Add(column + "Name", text);
        return $"j.{column} = {NumberOf(kind, column)}";
    }

    private static long Risks(DecisionFilter filter)
    {
        long levels = filter.Levels.Count == 0 ? -1L : 0;
        foreach (var level in filter.Levels)
            levels |= level switch
            {
                RiskLevel.Low => RollUps.RisksBetween(0, Risk.Medium),
                RiskLevel.Medium => RollUps.RisksBetween(Risk.Medium, Risk.High),
                RiskLevel.High => RollUps.RisksBetween(Risk.High, Risk.Critical),
                RiskLevel.Critical => RollUps.RisksBetween(Risk.Critical, 100),
            };
        return levels & RollUps.RisksBetween(filter.MinRisk ?? 0, filter.MaxRisk ?? 100);
    }

    private static string Level(RiskLevel level) => level switch
    {
        RiskLevel.Low => $"j.risk < {Text(Risk.Medium)}",
        RiskLevel.Medium => $"j.risk >= {Text(Risk.Medium)} AND j.risk < {Text(Risk.High)}",
        RiskLevel.High => $"j.risk >= {Text(Risk.High)} AND j.risk < {Text(Risk.Critical)}",
        RiskLevel.Critical => $"j.risk >= {Text(Risk.Critical)}",
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // What the partial index of the same condition holds.
    private static bool IsNotable(DecisionFilter filter) =>
        filter.MinRisk >= 30
        || (filter.Outcomes.Count > 0 && !filter.Outcomes.Contains(Outcome.Approve))
        || (filter.Levels.Count > 0 && !filter.Levels.Contains(RiskLevel.Low));
}

using Vigil.Engine.Decisions;
using Vigil.Engine.Scoring;
using Vigil.Storage.Sql.Projections;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Where the candidates of a filter come from, in which order: an index that fits, or the blocks that may hold some.</summary>
/// <param name="With">Table expressions that it needs, or empty.</param>
/// <param name="From">From where, with the first conditions.</param>
/// <param name="Order">The order of the journal, as the source gives it.</param>
internal sealed record DecisionSource(string With, string From, string Order)
{
    private const string Range = "j.sequence >= @first AND j.sequence <= @last";
    private const string Notable = "(j.outcome <> 0 OR j.risk >= 30)";

    /// <summary>The cheapest there is.</summary>
    public static DecisionSource Of(DecisionFilter filter, bool newestFirst)
    {
        string direction = newestFirst ? "DESC" : "ASC", order = $"j.sequence {direction}";
        if (filter.Id is not (null or 0))
            return Hashed("id", order);
        if (filter.Entity is not (null or 0))
            return Hashed("entity", order);
        if (filter.Device is not (null or 0))
            return Mentioned("device", "Device", order);
        if (filter.Address is not (null or 0))
            return Mentioned("address", "Address", order);
        if (filter.IsLabelled || filter.IsFraud is not null)
            return new("", $"FROM decision AS j INDEXED BY decision_label WHERE {Range} AND j.label IS NOT NULL", order);
        if (IsNotable(filter))
            return new("", $"FROM decision AS j INDEXED BY decision_notable WHERE {Range} AND {Notable}", order);
        if (filter.Merchant is not (null or 0))
            return Mentioned("merchant", "Merchant", order);
        if (filter.Place is not (null or 0))
            return Mentioned("place", "Place", order);
        // NOT INDEXED: SQLite would otherwise make an index of its own for this one statement, of the whole journal.
        return new("", $"""
            FROM block AS b
            CROSS JOIN decision AS j NOT INDEXED ON {string.Join(" AND ", BlockConditions(filter))}
              AND j.sequence >= max(b.block << {Blocks.Bits}, @first)
              AND j.sequence <= min(((b.block + 1) << {Blocks.Bits}) - 1, @last)
            WHERE TRUE
            """, $"b.block {direction}, {order}");
    }

    private static DecisionSource Hashed(string column, string order) => new($"WITH {Zones.Bounded}", $"""
        FROM zone AS z CROSS JOIN decision AS j INDEXED BY decision_{column} ON j.sequence >> {Zones.Bits} = z.zone AND {Range}
        WHERE j.{column} <> 0 AND j.{column} = @{(column == "id" ? "Id" : "Entity")}
        """, order);

    private static DecisionSource Mentioned(string column, string value, string order) => new($"WITH {Zones.Bounded}", $"""
        FROM zone AS z CROSS JOIN mention AS m INDEXED BY mention_{column}
          ON m.sequence >> {Zones.Bits} = z.zone AND m.{column} = @{value} AND m.{column} <> 0
        CROSS JOIN decision AS j ON j.sequence = m.sequence AND {Range}
        WHERE TRUE
        """, order);

    private static IEnumerable<string> BlockConditions(DecisionFilter filter)
    {
        yield return $"b.block >= @first >> {Blocks.Bits} AND b.block <= @last >> {Blocks.Bits}";
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

    private static string Bit(NameKind kind, string name) => $"(1 << ({DecisionConditions.NumberOf(kind, name)} % 63))";

    private static long Risks(DecisionFilter filter)
    {
        long levels = filter.Levels.Count == 0 ? -1L : 0;
        foreach (var level in filter.Levels)
            levels |= level switch
            {
                RiskLevel.Low => Blocks.RisksBetween(0, Risk.Medium),
                RiskLevel.Medium => Blocks.RisksBetween(Risk.Medium, Risk.High),
                RiskLevel.High => Blocks.RisksBetween(Risk.High, Risk.Critical),
                RiskLevel.Critical => Blocks.RisksBetween(Risk.Critical, 100),
            };
        return levels & Blocks.RisksBetween(filter.MinRisk ?? 0, filter.MaxRisk ?? 100);
    }

    // What the partial index of the same condition holds.
    private static bool IsNotable(DecisionFilter filter) =>
        filter.MinRisk >= 30
        || (filter.Outcomes.Count > 0 && !filter.Outcomes.Contains(Outcome.Approve))
        || (filter.Levels.Count > 0 && !filter.Levels.Contains(RiskLevel.Low));
}

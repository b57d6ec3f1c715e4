using System.Globalization;
using Vigil.Engine.Decisions;
using Vigil.Engine.Scoring;
using Vigil.Storage.Sql.Projections;

namespace Vigil.Storage.Sql.Journal;

/// <summary>What a filter asks of a row of the journal, as a condition; its values are parameters.</summary>
internal static class DecisionConditions
{
    /// <summary>All of it.</summary>
    public static string Of(DecisionFilter filter) => string.Join(" AND ", All(filter));

    /// <summary>The number of a name that is a parameter.</summary>
    public static string NumberOf(NameKind kind, string name) =>
        $"(SELECT id FROM name WHERE kind = {(int)kind} AND text = @{name}Name)";

    private static IEnumerable<string> All(DecisionFilter filter)
    {
        yield return "TRUE";
        if (filter.IsLabelled)
            yield return "j.label IS NOT NULL";
        if (filter.Outcomes.Count > 0)
            yield return $"j.outcome IN ({string.Join(',', filter.Outcomes.Select(o => (int)o))})";
        if (filter.Levels.Count > 0)
            yield return $"({string.Join(" OR ", filter.Levels.Select(Level))})";
        foreach (var (isAsked, condition) in ((bool, string)[])
            [
                (filter.IsFraud is not null, "j.label = @IsFraud"), (filter.From is not null, "j.time >= @From"),
                (filter.To is not null, "j.time < @To"), (filter.MinRisk is not null, "j.risk >= @MinRisk"),
                (filter.MaxRisk is not null, "j.risk < @MaxRisk"), (filter.MinAmount is not null, "j.amount >= @MinAmount"),
                (filter.MaxAmount is not null, "j.amount <= @MaxAmount"), (filter.Entity is not null, "j.entity = @Entity"),
                (filter.Id is not null, "j.id = @Id"), (filter.Stream is not null, "j.stream = " + NumberOf(NameKind.Stream, "stream")),
                (filter.Model is not null, "j.model = " + NumberOf(NameKind.Model, "model")),
                (filter.Merchant is not null, Mentions("merchant", "Merchant", filter.Merchant)),
                (filter.Place is not null, Mentions("place", "Place", filter.Place)),
                (filter.Device is not null, Mentions("device", "Device", filter.Device)),
                (filter.Address is not null, Mentions("address", "Address", filter.Address)),
            ])
            if (isAsked)
                yield return condition;
    }

    // 0 is none, and a decision that mentions nothing at all has no row.
    private static string Mentions(string column, string parameter, long? value) => value == 0
        ? $"NOT EXISTS (SELECT 1 FROM mention WHERE mention.sequence = j.sequence AND mention.{column} <> 0)"
        : $"EXISTS (SELECT 1 FROM mention WHERE mention.sequence = j.sequence AND mention.{column} = @{parameter})";

    private static string Level(RiskLevel level) => level switch
    {
        RiskLevel.Low => $"j.risk < {Text(Risk.Medium)}",
        RiskLevel.Medium => $"j.risk >= {Text(Risk.Medium)} AND j.risk < {Text(Risk.High)}",
        RiskLevel.High => $"j.risk >= {Text(Risk.High)} AND j.risk < {Text(Risk.Critical)}",
        RiskLevel.Critical => $"j.risk >= {Text(Risk.Critical)}",
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

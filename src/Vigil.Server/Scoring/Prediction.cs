using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Features;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Server.Decisions;

namespace Vigil.Server.Scoring;

/// <summary>The short answer of <c>/predict</c>: points of risk by what they are about, which add up to the risk.</summary>
internal static class Prediction
{
    private static readonly string[] Always = ["amount_log", "transaction_hour", "velocity", "novelty", "travel"];

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, Decision decision, Remarks remarks)
    {
        json.WriteStartObject();
        json.WriteString("transaction_id"u8, DecisionFields.Of(decision.Stream).IdText(decision));
        json.WriteNumber("risk_score"u8, decision.Risk);
        json.WriteBoolean("anomaly"u8, decision.Outcome != Outcome.Approve);
        json.WriteString("decision"u8, DecisionWords.Of(decision.Outcome));
        json.WriteStartObject("explanation"u8);
        foreach (var (name, points) in Points(decision))
            json.WriteNumber(name, points);
        json.WriteEndObject();
        if (decision.IsDuplicate)
            json.WriteBoolean("duplicate"u8, true);
        DecisionJson.WriteOddities(json, decision);
        remarks.WriteMembers(json);
        json.WriteEndObject();
    }

    private static Dictionary<string, double> Points(Decision decision)
    {
        var explanation = decision.Explain();
        var points = new Dictionary<string, double>();
        foreach (string name in Always)
            points[name] = 0;
        var features = decision.Stream.Features;
        for (int i = 0; i < features.Length; i++)
        {
            string group = GroupOf(features[i], decision.Stream.Schema);
            points[group] = points.GetValueOrDefault(group) + explanation.Points[i];
        }
        points["base"] = points.GetValueOrDefault("base") + explanation.BasePoints;
        return points;
    }

    private static string GroupOf(FeatureSpec feature, TransactionSchema schema) => feature.Aggregation switch
    {
        Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night or Aggregation.Weekend or Aggregation.DaySin or Aggregation.DayCos
            => "transaction_hour",
        Aggregation.Count or Aggregation.Rate or Aggregation.Surge or Aggregation.SinceLast or Aggregation.Distinct => "velocity",
        Aggregation.FirstSeen or Aggregation.Rarity => "novelty",
        Aggregation.Distance or Aggregation.Speed => "travel",
        Aggregation.Risk => string.Join('_', feature.Entity.Select(key => NameOf(key, schema))) + "_risk",
        _ => RoleOf(feature.Field, schema) switch
        {
            FieldRole.Amount => "amount_log",
            FieldRole.Latitude or FieldRole.Longitude => "travel",
            _ => feature.Field ?? "amount_log",
        },
    };

    private static string NameOf(string key, TransactionSchema schema) =>
        RoleOf(key, schema) is var role and not FieldRole.None ? role.ToString().ToLowerInvariant() : key == "*" ? "all" : key;

    private static FieldRole RoleOf(string? field, TransactionSchema schema) =>
        field is not null && schema.IndexOf(field) is >= 0 and var index ? schema.Fields[index].Role : FieldRole.None;
}

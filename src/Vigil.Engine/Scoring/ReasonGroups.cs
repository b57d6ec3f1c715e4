using System.Text.Json;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>Which group a feature's contribution belongs to, and how the groups are spelt.</summary>
public static class ReasonGroups
{
    private static readonly string[] Words =
        [.. Enum.GetNames<ReasonGroup>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>The group as files and the API spell it: <c>size</c>, <c>time_of_day</c>.</summary>
    public static string Word(this ReasonGroup group) => Words[(int)group];

    /// <summary>The group of a feature of a stream with those fields.</summary>
    public static ReasonGroup Of(FeatureSpec feature, TransactionSchema schema) => feature.Aggregation switch
    {
        Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night or Aggregation.Weekend or Aggregation.DaySin
            or Aggregation.DayCos => ReasonGroup.TimeOfDay,
        Aggregation.Risk => ReasonGroup.LabelHistory,
        Aggregation.Distance or Aggregation.Speed => ReasonGroup.Place,
        Aggregation.Count or Aggregation.Rate or Aggregation.Surge or Aggregation.SinceLast or Aggregation.Distinct =>
            TrafficOf(feature, schema),
        Aggregation.FirstSeen or Aggregation.Rarity => RoleOf(feature.Field, schema) switch
        {
            FieldRole.Location => ReasonGroup.Place,
            FieldRole.Device or FieldRole.Ip => ReasonGroup.Device,
            _ => ReasonGroup.Novelty,
        },
        // The value itself, how far it is from the usual, and what it does to the sums and means of its windows.
        _ => RoleOf(feature.Field, schema) switch
        {
            FieldRole.Amount => ReasonGroup.Size,
            FieldRole.Latitude or FieldRole.Longitude => ReasonGroup.Place,
            _ => ReasonGroup.Measure,
        },
    };

    // Whose traffic it is; where the judged entity is part of the key, it is that one's pace.
    private static ReasonGroup TrafficOf(FeatureSpec feature, TransactionSchema schema)
    {
        FieldRole[] roles = [.. feature.Entity.Select(key => RoleOf(key, schema))];
        if (roles.Contains(FieldRole.Entity))
            return ReasonGroup.Pace;
        if (roles.Any(r => r is FieldRole.Merchant or FieldRole.Terminal))
            return ReasonGroup.Counterparty;
        if (roles.Any(r => r is FieldRole.Device or FieldRole.Ip))
            return ReasonGroup.Device;
        return roles.Contains(FieldRole.Location) ? ReasonGroup.Place : ReasonGroup.Pace;
    }

    private static FieldRole RoleOf(string? field, TransactionSchema schema) =>
        field is not null && schema.IndexOf(field) is >= 0 and var index ? schema.Fields[index].Role : FieldRole.None;
}

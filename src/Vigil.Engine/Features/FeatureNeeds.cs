namespace Vigil.Engine.Features;

/// <summary>What a feature of an entity must have to be computable, whatever the schema.</summary>
internal static class FeatureNeeds
{
    /// <exception cref="ArgumentException">The feature lacks what its aggregation needs; the message says what.</exception>
    public static void Check(FeatureSpec feature)
    {
        if (Fault(feature) is { } fault)
            throw new ArgumentException($"The feature '{feature.Name}' {fault}.");
    }

    private static string? Fault(FeatureSpec feature) => feature switch
    {
        { Delay.Ticks: < 0 } => $"has the negative delay {feature.Delay}",
        { Window.Length.Ticks: < TimeSpan.TicksPerMicrosecond } => $"has a window of {feature.Window.Length}; it must be longer",
        { Window.Last: < 0 } => $"has a window of the last {feature.Window.Last} values; at least {History.Enough} are needed",
        { Aggregation: Aggregation.Surge, Delay.Ticks: > 0 } => "takes no delay: it compares a window that ends now with what was before",
        { Aggregation: Aggregation.Percentile, Percentile: not (>= 0 and <= 100) } => "needs a percentile from 0 to 100",
        _ => WindowFault(feature),
    };

    private static string? WindowFault(FeatureSpec feature) => feature.Aggregation switch
    {
        Aggregation.RobustZscore or Aggregation.Ratio or Aggregation.Deviation or Aggregation.Multiple or Aggregation.Known =>
                feature.Window.Last > 0 ? null : "needs a window of the kind 'last N'",
        Aggregation.SinceLast or Aggregation.FirstSeen or Aggregation.Distance or Aggregation.Speed
            or Aggregation.Recurrence => WithoutWindow(feature),
        Aggregation.Rarity => feature.Field is null ? "needs a text field" : WithoutWindow(feature),
        Aggregation.Value or Aggregation.Log or Aggregation.HourSin or Aggregation.HourCos or Aggregation.DaySin or Aggregation.DayCos
            or Aggregation.Weekend or Aggregation.Night or Aggregation.LogSize => "describes the transaction alone and takes no entity",
        _ => feature.Window.Length is null ? "needs a window of event time such as 24h" : null,
    };

    private static string? WithoutWindow(FeatureSpec feature) =>
        feature.Window == Window.None ? null : "compares with everything before and takes no window";
}

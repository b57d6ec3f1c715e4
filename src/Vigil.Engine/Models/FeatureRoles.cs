using System.Collections.Immutable;
using Vigil.Detection;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Models;

/// <summary>
/// What each feature means to the statistical layer: which of its values are suspicious, and with which others it shares a voice.
/// </summary>
internal static class FeatureRoles
{
    // Features of one family largely repeat each other: how large this amount is, how much is spent, how fast, how new, how tainted.
    private enum Family
    {
        Amount,
        Spending,
        Velocity,
        Surge,
        LongSurge,
        Traffic,
        Novelty,
        Risk,
        Travel,
        FirstOwn,
    }

    private static readonly TimeSpan _brief = TimeSpan.FromHours(6);

    /// <summary>
    /// Whether a feature has no voice of its own: it says how much others are to be trusted, or explains them away.
    /// </summary>
    public static bool IsSilent(Aggregation aggregation) => aggregation is Aggregation.Known or Aggregation.Recurrence;

    /// <summary>Whether a feature says how large this number is, which a recurrence explains.</summary>
    public static bool IsSize(Aggregation aggregation) =>
        aggregation is Aggregation.LogSize or Aggregation.Deviation or Aggregation.Multiple;

    public static ImmutableArray<ColumnRole> Of(ImmutableArray<FeatureSpec> features, TransactionSchema schema)
    {
        string? amount = schema.Find(FieldRole.Amount)?.Name;
        var own = features.Select(f => f.Field).Where(f => f is not null && f != amount).Distinct().ToList();
        return [.. features.Select(f => Role(f, f.Field == amount, IsOwn(f, schema), (int)Family.FirstOwn + own.IndexOf(f.Field)))];
    }

    // Of the one whose behaviour is judged; where the stream names none, of the whole stream.
    private static bool IsOwn(FeatureSpec feature, TransactionSchema schema) =>
        feature.Entity.Contains(schema.Find(FieldRole.Entity)?.Name ?? "*");

    private static ColumnRole Role(FeatureSpec feature, bool isAmount, bool isOwn, int own) => feature.Aggregation switch
    {
        // A wide spread is what an earlier anomaly leaves behind; it says nothing about this transaction.
        Aggregation.Std or Aggregation.Known or Aggregation.Recurrence => new(Tail.None, 0),
        Aggregation.HourSin or Aggregation.HourCos or Aggregation.DaySin or Aggregation.DayCos
            or Aggregation.Weekend or Aggregation.Night =>
            new(Tail.None, 0),
        Aggregation.Value or Aggregation.Log or Aggregation.RobustZscore or Aggregation.Ratio or Aggregation.Zscore =>
            isAmount ? new(Tail.Upper, (int)Family.Amount) : new(Tail.Both, own),
        Aggregation.LogSize => new(Tail.Upper, isAmount ? (int)Family.Amount : own),
        Aggregation.Deviation or Aggregation.Multiple => new(Tail.Upper, isAmount ? (int)Family.Amount : own, IsDeviation: true),
        Aggregation.OthersSum or Aggregation.OthersMean => new(Tail.Upper, isAmount ? (int)Family.Spending : own),
        Aggregation.Sum or Aggregation.Mean or Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile =>
            isAmount ? new(Tail.Upper, (int)Family.Spending) : new(Tail.Both, own),
        Aggregation.Count or Aggregation.Rate or Aggregation.Distinct => new(Tail.Upper, (int)Family.Velocity),
        Aggregation.Surge => new(
            Tail.Upper, (int)(!isOwn ? Family.Traffic : feature.Window.Length > _brief ? Family.LongSurge : Family.Surge),
            IsDeviation: true, ComesInRuns: true),
        Aggregation.SinceLast => new(Tail.Lower, (int)Family.Velocity),
        Aggregation.FirstSeen or Aggregation.Rarity => new(Tail.Upper, (int)Family.Novelty),
        Aggregation.Risk => new(Tail.Upper, (int)Family.Risk),
        Aggregation.Distance or Aggregation.Speed => new(Tail.Upper, (int)Family.Travel),
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature.Aggregation, "A feature without a role."),
    };
}

using System.Globalization;
using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>Puts a feature's value into words, with the entity's own baseline or, failing that, the typical value beside it.</summary>
internal sealed class ReasonText(TransactionSchema schema)
{
    private const double SecondsPerMinute = 60, SecondsPerHour = 3600, SecondsPerDay = 86_400;

    /// <summary>A sentence without a full stop.</summary>
    /// <param name="feature">What was computed.</param>
    /// <param name="value">Its value.</param>
    /// <param name="baseline">What is usual for the entity, or NaN.</param>
    /// <param name="typical">The median in training, or NaN.</param>
    /// <param name="transaction">The transaction.</param>
    public string Of(
        FeatureSpec feature, double value, double baseline, double typical, Transaction transaction) => feature.Aggregation switch
        {
            Aggregation.Value or Aggregation.Log => $"{Amount(feature, transaction)}; typical is {Plain(feature, typical)}",
            Aggregation.RobustZscore =>
                $"{Amount(feature, transaction)}; {Owner(feature)} median is {Number(baseline)}, {Deviations(value, "robust deviations")}",
            Aggregation.Ratio => $"{Amount(feature, transaction)} is {Number(value)} times {Owner(feature)} median of {Number(baseline)}",
            Aggregation.Zscore =>
                $"{Amount(feature, transaction)}; {Deviations(value, "deviations")} {Owner(feature)} mean over {Span(feature)}",
            Aggregation.Count => $"{Number(value)} {Plural(value, "transaction")} {Of(feature)} {During(feature)}; {Usual(baseline, typical)}",
            Aggregation.Rate => $"{Number(value)} transactions an hour {Of(feature)} {During(feature)}; {Usual(baseline, typical)}",
            Aggregation.Distinct =>
                $"{Number(value)} different {Noun(feature.Field!)} values {Of(feature)} {During(feature)}; typical is {Number(typical)}",
            Aggregation.Risk =>
                $"{Percent(value)} of {Owner(feature)} transactions {During(feature)} are known frauds; typical is {Percent(typical)}",
            Aggregation.SinceLast => SinceLast(feature, value, baseline),
            Aggregation.FirstSeen or Aggregation.Rarity => Novelty(feature, value, baseline, transaction),
            Aggregation.Distance => $"{Number(value)} km from {Owner(feature)} previous location",
            Aggregation.Speed => $"{Number(value)} km/h from {Owner(feature)} previous location",
            Aggregation.Weekend or Aggregation.DaySin or Aggregation.DayCos => $"on a {Local(transaction).DayOfWeek}",
            Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night =>
                $"at {Local(transaction).ToString("HH:mm", CultureInfo.InvariantCulture)}",
            _ => $"{Word(feature)} of {feature.Field} {Of(feature)} {During(feature)} is {Number(value)}; typical is {Number(typical)}",
        };

    /// <summary>Thousands separated; cents where they matter, three digits where the number is small.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "unknown" : Math.Abs(value) switch
    {
        >= 1e15 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        _ when value == Math.Truncate(value) => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("#,0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private string Amount(FeatureSpec feature, Transaction transaction) =>
        $"{feature.Field} {Number(transaction.Numbers[schema.Slot(schema.IndexOf(feature.Field!))])}";

    private static string Plain(FeatureSpec feature, double typical) =>
        Number(feature.Aggregation == Aggregation.Log ? Math.Round(Math.Sign(typical) * (Math.Exp(Math.Abs(typical)) - 1), 2) : typical);

    private static string Deviations(double value, string what) =>
        $"{Math.Abs(value).ToString("#,0.0", CultureInfo.InvariantCulture)} {what} {(value < 0 ? "below" : "above")}";

    private static string Usual(double baseline, double typical) =>
        double.IsNaN(baseline) ? $"typical is {Number(typical)}" : $"its usual pace gives {Number(Math.Round(baseline, 1))}";

    private static string SinceLast(FeatureSpec feature, double seconds, double usual) =>
        $"{Duration(seconds)} after {Owner(feature)} previous transaction"
            + (double.IsNaN(usual) ? "" : $"; its mean gap is {Duration(usual)}");

    private string Novelty(FeatureSpec feature, double value, double earlier, Transaction transaction)
    {
        if (feature.Field is null)
            return $"the first transaction {Of(feature)}";
        string text = Encoding.UTF8.GetString(transaction.Text(schema.Slot(schema.IndexOf(feature.Field))));
        double before = feature.Aggregation == Aggregation.Rarity ? Math.Round((earlier + 1) / Math.Exp(value) - 0.5) : 1 - value;
        string seen = before <= 0 ? "not seen" : $"seen {Number(before)} {Plural(before, "time")}";
        return $"{Noun(feature.Field)} {text}: {seen} in {Owner(feature)} {Number(earlier)} earlier {Plural(earlier, "transaction")}";
    }

    private static string Word(FeatureSpec feature) => feature.Aggregation switch
    {
        Aggregation.Std => "standard deviation",
        Aggregation.Percentile => $"{Number(feature.Percentile)}th percentile",
        Aggregation.Min => "minimum",
        Aggregation.Max => "maximum",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string Of(FeatureSpec feature) => feature.Entity is ["*"] ? "of all" : $"of this {Entity(feature)}";

    private static string Owner(FeatureSpec feature) => feature.Entity is ["*"] ? "the overall" : $"this {Entity(feature)}'s";

    private static string Entity(FeatureSpec feature) => string.Join(" and ", feature.Entity.Select(Noun));

    private static string During(FeatureSpec feature) =>
        feature.Delay == TimeSpan.Zero ? $"in {Span(feature)}" : $"in the {Span(feature)} up to {Duration(feature.Delay.TotalSeconds)} ago";

    private static string Span(FeatureSpec feature) => Duration(feature.Window.Length!.Value.TotalSeconds);

    private static string Percent(double share) =>
        double.IsNaN(share) ? "unknown" : (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Plural(double count, string word) => count == 1 ? word : word + "s";

    private static string Duration(double seconds) => seconds switch
    {
        double.NaN => "unknown",
        < SecondsPerMinute => $"{Tenths(seconds)} s",
        < SecondsPerHour => $"{Tenths(seconds / SecondsPerMinute)} min",
        <= 2 * SecondsPerDay => $"{Tenths(seconds / SecondsPerHour)} h",
        _ => $"{Tenths(seconds / SecondsPerDay)} days",
    };

    private static string Tenths(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);

    // AccountID, account_id and Account Id are all an account.
    private static string Noun(string field)
    {
        string spaced = string.Concat(field.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(field[i - 1]) ? $" {c}" : $"{c}"));
        string[] words = spaced.Replace('_', ' ').Replace('-', ' ').ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Length > 1 && words[^1] is "id" or "num" or "no" ? words[..^1] : words);
    }

    private DateTime Local(Transaction transaction) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddTicks(transaction.Time * TimeSpan.TicksPerMicrosecond), schema.TimeZone);
}

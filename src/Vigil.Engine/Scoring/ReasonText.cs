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
    public string Of(FeatureSpec feature, double value, double baseline, double typical, Transaction transaction) =>
        double.IsNaN(value) ? Missing(feature, transaction) : feature.Aggregation switch
        {
            Aggregation.Value or Aggregation.Log => $"{Amount(feature, transaction)}; typical is {Plain(feature, typical)}",
            Aggregation.RobustZscore =>
                $"{Amount(feature, transaction)}; {Owner(feature)} median is {Number(baseline)}, {Deviations(value, "robust deviations")}",
            Aggregation.Ratio => $"{Amount(feature, transaction)} is {Number(value)} times {Owner(feature)} median of {Number(baseline)}",
            Aggregation.Zscore =>
                $"{Amount(feature, transaction)} is {Deviations(value, "standard deviations")} {Owner(feature)} mean {During(feature)}",
            Aggregation.Count => $"{Count(value, "transaction")} {Of(feature)} {During(feature)}; {Usual(baseline, typical)}",
            Aggregation.Rate => $"{Number(value)} transactions an hour {Of(feature)} {During(feature)}; {Usual(baseline, typical)}",
            Aggregation.Distinct =>
                $"{Count(value, "different " + Noun(feature.Field!))} {Of(feature)} {During(feature)}; typical is {Number(typical)}",
            Aggregation.Risk =>
                $"{Percent(value)} of {Owner(feature)} transactions {During(feature)} are known frauds; typical is {Percent(typical)}",
            Aggregation.SinceLast => SinceLast(feature, value, baseline),
            Aggregation.FirstSeen or Aggregation.Rarity => Novelty(feature, value, baseline, transaction),
            Aggregation.Distance => $"{Number(Math.Round(value))} km from {Owner(feature)} previous location",
            Aggregation.Speed => $"{Number(Math.Round(value))} km/h since {Owner(feature)} previous location",
            Aggregation.Weekend or Aggregation.DaySin or Aggregation.DayCos => $"on a {Local(transaction).DayOfWeek}",
            Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night =>
                $"at {Local(transaction).ToString("HH:mm", CultureInfo.InvariantCulture)}",
            Aggregation.Sum or Aggregation.Mean or Aggregation.Std or Aggregation.Min or Aggregation.Max or Aggregation.Median
                or Aggregation.Percentile => $"{Aggregate(feature)} is {Number(value)}; typical is {Number(typical)}",
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

    // What is missing can count as well: an entity's first transaction has nothing to be compared with.
    private string Missing(FeatureSpec feature, Transaction transaction) => feature.Aggregation switch
    {
        Aggregation.RobustZscore or Aggregation.Ratio or Aggregation.Zscore =>
            $"{Amount(feature, transaction)}; too little is known {Of(feature)} to compare it with",
        Aggregation.SinceLast => $"the first transaction {Of(feature)}",
        Aggregation.Distance or Aggregation.Speed => $"no previous location {Of(feature)} is known",
        _ when feature.Window.Length is not null => $"{Aggregate(feature)} is unknown",
        _ => $"{(feature.Field is null ? feature.Name : Noun(feature.Field))} is missing",
    };

    private static string Plain(FeatureSpec feature, double typical) =>
        Number(feature.Aggregation == Aggregation.Log ? Math.Round(Math.Sign(typical) * (Math.Exp(Math.Abs(typical)) - 1), 2) : typical);

    private static string Deviations(double value, string what) =>
        $"{Math.Abs(value).ToString("#,0.0", CultureInfo.InvariantCulture)} {what} {(value < 0 ? "below" : "above")}";

    private static string Usual(double baseline, double typical) =>
        double.IsNaN(baseline) ? $"typical is {Number(typical)}" : $"the usual pace gives {Number(Math.Round(baseline, 1))}";

    private static string SinceLast(FeatureSpec feature, double seconds, double usual) =>
        $"{Duration(seconds)} after {Owner(feature)} previous transaction"
            + (double.IsNaN(usual) ? "" : $"; the mean gap is {Duration(usual)}");

    private string Novelty(FeatureSpec feature, double value, double earlier, Transaction transaction)
    {
        if (feature.Field is null)
            return $"{(value > 0 ? "the first transaction" : "not the first transaction")} {Of(feature)}";
        string text = Encoding.UTF8.GetString(transaction.Text(schema.Slot(schema.IndexOf(feature.Field))));
        if (earlier == 0)
            return $"{Noun(feature.Field)} {text}: nothing earlier {Of(feature)} to compare with";
        string owner = IsAll(feature) ? "the" : Owner(feature);
        return $"{Noun(feature.Field)} {text}: {Seen(feature, value, earlier)} in {owner} {Count(earlier, "earlier transaction")}";
    }

    private static string Seen(FeatureSpec feature, double value, double earlier)
    {
        if (feature.Aggregation == Aggregation.FirstSeen)
            return value > 0 ? "never seen" : "seen before";
        double before = Math.Round((earlier + 1) / Math.Exp(value) - 0.5);
        return before <= 0 ? "never seen" : $"seen {Count(before, "time")}";
    }

    private static string Aggregate(FeatureSpec feature) => $"{Owner(feature)} {Word(feature)} {During(feature)}";

    private static string Word(FeatureSpec feature) => feature.Aggregation switch
    {
        Aggregation.Sum => $"total {feature.Field}",
        Aggregation.Std => $"standard deviation of {feature.Field}",
        Aggregation.Percentile => $"{Number(feature.Percentile)} % quantile of {feature.Field}",
        Aggregation.Min => $"least {feature.Field}",
        Aggregation.Max => $"greatest {feature.Field}",
        var other => $"{other.ToString().ToLowerInvariant()} {feature.Field}".TrimEnd(),
    };

    private static bool IsAll(FeatureSpec feature) => feature.Entity is ["*"];

    private static string Of(FeatureSpec feature) => IsAll(feature) ? "of the whole stream" : $"of this {Entity(feature)}";

    private static string Owner(FeatureSpec feature) => IsAll(feature) ? "the stream's" : $"this {Entity(feature)}'s";

    private static string Entity(FeatureSpec feature) => string.Join(" and ", feature.Entity.Select(Noun));

    private static string During(FeatureSpec feature) =>
        feature.Delay == TimeSpan.Zero
            ? $"in {Span(feature)}"
            : $"in the {Span(feature)} that ended {Duration(feature.Delay.TotalSeconds)} ago";

    private static string Span(FeatureSpec feature) => Duration(feature.Window.Length!.Value.TotalSeconds);

    private static string Percent(double share) =>
        double.IsNaN(share) ? "unknown" : (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Count(double count, string word) => $"{Number(count)} {(count == 1 ? word : Plural(word))}";

    private static string Plural(string word) => word switch
    {
        [.., 's' or 'x'] or [.., 'c' or 's', 'h'] => word + "es",
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => word[..^1] + "ies",
        _ => word + "s",
    };

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

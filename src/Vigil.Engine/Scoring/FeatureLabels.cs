using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>What features are called, and their values in the unit that a person compares them in.</summary>
internal sealed class FeatureLabels
{
    private readonly IReadOnlyList<FeatureSpec> _features;
    private readonly IReadOnlyList<double> _typical;
    private readonly FieldWords _words;
    private readonly AmountWords _amounts;
    private readonly RelatedFeatures _related;

    /// <param name="schema">The fields.</param>
    /// <param name="features">The columns.</param>
    /// <param name="typical">Their medians in training, or NaN.</param>
    public FeatureLabels(TransactionSchema schema, IReadOnlyList<FeatureSpec> features, IReadOnlyList<double> typical)
    {
        (_features, _typical) = (features, typical);
        _words = new FieldWords(schema);
        _amounts = new AmountWords(schema, features, typical);
        _related = new RelatedFeatures(features);
    }

    /// <summary>What the feature is, in words: its heading in a table. What shows the same beside the same baselines has one.</summary>
    public string Label(int column)
    {
        var feature = _features[column];
        string noun = feature.Field is null ? "" : _words.Noun(feature.Field);
        return feature.Aggregation switch
        {
            Aggregation.Value or Aggregation.Log => noun,
            Aggregation.LogSize => $"size of the {noun}",
            Aggregation.Deviation or Aggregation.Multiple => $"{noun} against what is usual {_words.For(feature)}",
            Aggregation.Known => $"earlier transactions {_words.Of(feature)} to compare with",
            Aggregation.OthersSum => $"sum of other transactions {_words.Of(feature)} {FieldWords.During(feature)}",
            Aggregation.OthersMean => $"mean of other transactions {_words.Of(feature)} {FieldWords.During(feature)}",
            Aggregation.Recurrence => $"rhythm of such transactions {_words.Of(feature)}",
            Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night => "time of day",
            Aggregation.DaySin or Aggregation.DayCos or Aggregation.Weekend => "day of the week",
            Aggregation.Count => $"transactions {_words.Of(feature)} {FieldWords.During(feature)}",
            Aggregation.Surge => $"transactions {_words.Of(feature)} {FieldWords.During(feature)} against the pace before",
            Aggregation.Rate => $"transactions an hour {_words.Of(feature)} {FieldWords.During(feature)}",
            Aggregation.Distinct => $"different {FigureText.Plural(noun)} {_words.Of(feature)} {FieldWords.During(feature)}",
            Aggregation.RobustZscore or Aggregation.Ratio => $"{noun} against {_words.Owner(feature)} median",
            Aggregation.Zscore => $"{noun} against {_words.Owner(feature)} mean {FieldWords.During(feature)}",
            Aggregation.Risk => $"known frauds {_words.Of(feature)} {FieldWords.During(feature)}",
            Aggregation.SinceLast => $"time since {_words.Owner(feature)} previous transaction",
            Aggregation.FirstSeen when feature.Field is null => $"first transaction {_words.Of(feature)}",
            Aggregation.FirstSeen or Aggregation.Rarity => $"{noun} {_words.For(feature)}",
            Aggregation.Distance => $"distance from {_words.Owner(feature)} previous location",
            Aggregation.Speed => $"speed since {_words.Owner(feature)} previous location",
            _ => _words.Aggregate(feature),
        };
    }

    /// <summary>What value and baselines are shown in.</summary>
    public FeatureUnit Unit(int column)
    {
        var feature = _features[column];
        return feature.Aggregation switch
        {
            Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night => FeatureUnit.TimeOfDay,
            Aggregation.DaySin or Aggregation.DayCos or Aggregation.Weekend => FeatureUnit.Weekday,
            Aggregation.Count or Aggregation.Surge or Aggregation.Distinct or Aggregation.Known or Aggregation.Recurrence =>
                FeatureUnit.Count,
            Aggregation.Rate => FeatureUnit.PerHour,
            Aggregation.Risk => FeatureUnit.Share,
            Aggregation.SinceLast => FeatureUnit.Seconds,
            Aggregation.FirstSeen or Aggregation.Rarity => FeatureUnit.Occurrences,
            Aggregation.Distance => FeatureUnit.Km,
            Aggregation.Speed => FeatureUnit.KmPerHour,
            Aggregation.OthersSum or Aggregation.OthersMean => FeatureUnit.Times,
            _ => _amounts.IsAmount(feature) ? FeatureUnit.Amount : FeatureUnit.None,
        };
    }

    /// <summary>The value, what is usual for the entity and typical in training, in one unit; null where there is nothing.</summary>
    public (string? Value, string? Entity, string? Peers) Shown(int column, in ReasonRow row)
    {
        var feature = _features[column];
        double value = row.Features[column], baseline = row.Baselines[column], typical = _typical[column];
        return feature.Aggregation switch
        {
            Aggregation.Value or Aggregation.Log or Aggregation.LogSize => (OfField(feature, row), null, _amounts.Typical(column, row)),
            Aggregation.RobustZscore or Aggregation.Ratio =>
                (OfField(feature, row), _amounts.IsOfOneCurrency(feature, row) ? OfField(feature, baseline, row) : null, null),
            Aggregation.Deviation or Aggregation.Multiple =>
                (OfField(feature, row), double.IsNaN(baseline) ? null : _amounts.Usual(feature, baseline, row), null),
            Aggregation.Known => (Known(value, FigureText.Number), null, Known(typical, FigureText.Number)),
            Aggregation.OthersSum or Aggregation.OthersMean => (Times(value), null, Times(typical)),
            Aggregation.Recurrence => (Known(value, v => FigureText.Count(v, "time")),
                Known(baseline, d => $"every {FigureText.Elapsed(d * FigureText.SecondsPerDay)}"), null),
            Aggregation.Surge => (Known(_related.CountBeside(feature, row), FigureText.Number), Known(baseline, FigureText.Pace), null),
            Aggregation.Zscore => (OfField(feature, row), null, null),
            Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night => (row.TimeOfDay, null, null),
            Aggregation.DaySin or Aggregation.DayCos or Aggregation.Weekend => (row.Local.DayOfWeek.ToString(), null, null),
            Aggregation.Count or Aggregation.Rate or Aggregation.Distinct =>
                (Known(value, FigureText.Number), Known(baseline, FigureText.Pace), Known(typical, FigureText.Number)),
            Aggregation.Risk => (Known(value, FigureText.Percent), null, Known(typical, FigureText.Percent)),
            Aggregation.SinceLast =>
                (Known(value, FigureText.Elapsed), Known(baseline, FigureText.Elapsed), Known(typical, FigureText.Elapsed)),
            Aggregation.FirstSeen or Aggregation.Rarity => (Occurrence(feature, value, baseline), null, null),
            Aggregation.Distance => (Known(value, FigureText.Kilometres), null, Known(typical, FigureText.Kilometres)),
            Aggregation.Speed => (Known(value, FigureText.Speed), null, Known(typical, FigureText.Speed)),
            _ => (_amounts.IsOfOneCurrency(feature, row) ? OfField(feature, value, row) : null, null, _amounts.Typical(column, row)),
        };
    }

    private static string? Known(double value, Func<double, string> write) => double.IsNaN(value) ? null : write(value);

    private static string? Times(double value) => double.IsNaN(value) ? null : $"{FigureText.Number(value)} × usual";

    private string? OfField(FeatureSpec feature, in ReasonRow row) => OfField(feature, row.Number(feature.Field!), row);

    private string? OfField(FeatureSpec feature, double value, in ReasonRow row) =>
        double.IsNaN(value) ? null : _amounts.Text(feature, value, row);

    private static string? Occurrence(FeatureSpec feature, double value, double earlier)
    {
        if (double.IsNaN(value))
            return null;
        if (feature.Field is null || double.IsNaN(earlier))
            return value > 0 ? "first" : "not the first";
        return earlier == 0 ? "nothing earlier"
            : $"{OccurrenceText.Seen(feature, value, earlier)} in {FigureText.Count(earlier, "transaction")}";
    }
}

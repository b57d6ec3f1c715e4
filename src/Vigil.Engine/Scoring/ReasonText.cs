using System.Globalization;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>Puts a feature's value into words, with the entity's own baseline or, failing that, the typical value beside it.</summary>
internal sealed class ReasonText
{
    // Below so many earlier transactions a baseline is named together with their count.
    internal const int Few = 10;

    private readonly TransactionSchema _schema;
    private readonly IReadOnlyList<FeatureSpec> _features;
    private readonly FieldWords _words;
    private readonly AmountWords _amounts;
    private readonly RelatedFeatures _related;
    private readonly SizeText _sizes;
    private readonly int[] _earlier;
    private readonly FeatureSpec? _journey;

    /// <param name="schema">The fields.</param>
    /// <param name="features">The columns.</param>
    /// <param name="typical">Their medians in training, or NaN.</param>
    public ReasonText(TransactionSchema schema, IReadOnlyList<FeatureSpec> features, IReadOnlyList<double> typical)
    {
        (_schema, _features, Typical) = (schema, features, typical);
        _words = new FieldWords(schema);
        _amounts = new AmountWords(schema, features, typical);
        _related = new RelatedFeatures(features);
        _sizes = new SizeText(_words, _amounts, _related);
        _earlier = [.. features.Select(_related.EarlierOf)];
        _journey = features.FirstOrDefault(f => f.Aggregation is Aggregation.Distance or Aggregation.Speed);
    }

    /// <summary>Medians in training.</summary>
    private IReadOnlyList<double> Typical { get; }

    /// <summary>A sentence without a full stop.</summary>
    public string Of(int column, in ReasonRow row)
    {
        var feature = _features[column];
        double value = row.Features[column], baseline = row.Baselines[column], typical = Typical[column];
        return double.IsNaN(value) ? MissingKey(feature, row) ?? Missing(feature, row) : feature.Aggregation switch
        {
            Aggregation.Value or Aggregation.Log or Aggregation.LogSize => $"{Subject(feature, row)}{Peers(_amounts.Typical(column, row))}",
            Aggregation.RobustZscore or Aggregation.Ratio =>
                $"{Subject(feature, row)}; {OwnMedian(feature, baseline, column, row)}",
            Aggregation.Deviation or Aggregation.Multiple => _sizes.Size(feature, value, baseline, column, row),
            Aggregation.Known => _sizes.Known(feature, value),
            Aggregation.OthersSum or Aggregation.OthersMean => _sizes.Others(feature, value),
            Aggregation.Recurrence => _sizes.Recurrence(feature, value, baseline),
            Aggregation.Zscore =>
                $"{Subject(feature, row)}, {Deviations(value)} {_words.Owner(feature)} mean {FieldWords.During(feature)}",
            Aggregation.Count => $"{FigureText.Count(value, "transaction")} {_words.Of(feature)} {FieldWords.During(feature)}"
                + Usual(baseline, typical, column, row),
            Aggregation.Surge => Surge(feature, value, baseline, row),
            Aggregation.Rate =>
                $"{FigureText.Count(value, "transaction")} an hour {_words.Of(feature)} {FieldWords.During(feature)}"
                    + Usual(baseline, typical, column, row),
            Aggregation.Distinct =>
                $"{FigureText.Count(value, "different " + _words.Noun(feature.Field!))} {_words.Of(feature)} {FieldWords.During(feature)}"
                    + Peers(Shown(typical)),
            Aggregation.Risk => $"{FigureText.Percent(value)} of {_words.Owner(feature)} transactions {FieldWords.During(feature)} are "
                + $"known frauds{Peers(double.IsNaN(typical) ? null : FigureText.Percent(typical))}",
            Aggregation.SinceLast => SinceLast(feature, value, baseline, column, row),
            Aggregation.FirstSeen or Aggregation.Rarity => Novelty(feature, value, baseline, row),
            Aggregation.Distance or Aggregation.Speed => Travel(feature, value, row),
            Aggregation.Weekend or Aggregation.DaySin or Aggregation.DayCos => $"on a {row.Local.DayOfWeek} ({_schema.TimeZone.Id})",
            Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night => $"at {row.TimeOfDay} ({_schema.TimeZone.Id})",
            Aggregation.Sum or Aggregation.Mean or Aggregation.Std or Aggregation.Min or Aggregation.Max or Aggregation.Median
                or Aggregation.Percentile => _amounts.IsOfOneCurrency(feature, row)
                ? $"{_words.Aggregate(feature)} is {_amounts.Text(feature, value, row)}{Peers(_amounts.Typical(column, row))}"
                : $"{_words.Aggregate(feature)} is of several currencies",
        };
    }

    private string? MissingKey(FeatureSpec feature, in ReasonRow row)
    {
        foreach (string key in feature.Entity)
            if (key != "*" && row.Text(key).Length == 0)
                return $"{_words.Noun(key)} is missing";
        return null;
    }

    // What is missing can count as well: an entity's first transaction has nothing to be compared with.
    private string Missing(FeatureSpec feature, in ReasonRow row) => feature.Aggregation switch
    {
        Aggregation.OthersSum or Aggregation.OthersMean =>
            $"no other transactions {_words.Of(feature)} {FieldWords.During(feature)} are known",
        Aggregation.Recurrence or Aggregation.Known => $"nothing earlier {_words.Of(feature)} to compare with",
        Aggregation.RobustZscore or Aggregation.Ratio or Aggregation.Zscore or Aggregation.Deviation or Aggregation.Multiple
            when double.IsNaN(row.Number(feature.Field!)) =>
            $"{_words.Noun(feature.Field!)} is missing",
        Aggregation.RobustZscore or Aggregation.Ratio or Aggregation.Zscore or Aggregation.Deviation or Aggregation.Multiple =>
            $"{Subject(feature, row)}; too little is known {_words.Of(feature)} to compare it with",
        Aggregation.SinceLast => $"the first transaction {_words.Of(feature)}",
        Aggregation.Distance or Aggregation.Speed => $"no previous location {_words.Of(feature)} is known",
        Aggregation.Weekend or Aggregation.DaySin or Aggregation.DayCos or Aggregation.HourSin or Aggregation.HourCos
            or Aggregation.Night => "the time is missing",
        Aggregation.Risk => $"nothing is known of frauds {_words.Of(feature)} {FieldWords.During(feature)}",
        Aggregation.Count or Aggregation.Rate or Aggregation.Surge =>
            $"no transactions {_words.Of(feature)} {FieldWords.During(feature)} are known",
        Aggregation.Distinct => $"no {_words.Noun(feature.Field!)} {_words.Of(feature)} {FieldWords.During(feature)} is known",
        _ when feature.Window.Length is not null => $"{_words.Aggregate(feature)} is unknown",
        _ => $"{(feature.Field is null ? "the entity" : _words.Noun(feature.Field))} is missing",
    };

    private string Subject(FeatureSpec feature, in ReasonRow row) =>
        _amounts.Subject(_words, feature, row);

    private string OwnMedian(FeatureSpec feature, double median, int column, in ReasonRow row) =>
        !_amounts.IsOfOneCurrency(feature, row) ? $"what is usual {_words.For(feature)} is of several currencies"
            : double.IsNaN(median) ? $"what is usual {_words.For(feature)} is not known"
            : $"{_words.Owner(feature)} median is {_amounts.Text(feature, median, row)}{FromFew(column, row)}";

    private static string Deviations(double value) => Math.Abs(value) >= 1000
        ? $"more than 1,000 standard deviations {(value < 0 ? "below" : "above")}"
        : $"{Math.Abs(value).ToString("0.0", CultureInfo.InvariantCulture)} standard deviations {(value < 0 ? "below" : "above")}";

    private string Usual(double baseline, double typical, int column, in ReasonRow row) => double.IsNaN(baseline)
        ? Peers(Shown(typical))
        : $"; the usual pace gives {FigureText.Pace(baseline)}{FromFew(column, row)}";

    private static string? Shown(double typical) => double.IsNaN(typical) ? null : FigureText.Number(typical);

    private static string Peers(string? typical) => typical is null ? "" : $"; typical is {typical}";

    private string Surge(FeatureSpec feature, double value, double expected, in ReasonRow row)
    {
        if (double.IsNaN(expected))
            return $"nothing earlier {_words.Of(feature)} to compare {FieldWords.During(feature)} with";
        double count = _related.CountBeside(feature, row);
        string what = double.IsNaN(count)
            ? $"{(value > 0 ? "more" : "no more")} transactions {_words.Of(feature)} {FieldWords.During(feature)} than usual"
            : $"{FigureText.Count(count, "transaction")} {_words.Of(feature)} {FieldWords.During(feature)}";
        return $"{what}; the pace before gives {FigureText.Pace(expected)}";
    }

    private string SinceLast(FeatureSpec feature, double seconds, double usual, int column, in ReasonRow row) =>
        $"{FigureText.Elapsed(seconds)} after {_words.Owner(feature)} previous transaction"
            + (double.IsNaN(usual) ? "" : $"; the mean gap is {FigureText.Elapsed(usual)}{FromFew(column, row)}");

    private string Novelty(FeatureSpec feature, double value, double earlier, in ReasonRow row)
    {
        if (feature.Field is null)
            return $"{(value > 0 ? "the first transaction" : "not the first transaction")} {_words.Of(feature)}";
        string what = $"{_words.Noun(feature.Field)} {row.Text(feature.Field)}";
        if (double.IsNaN(earlier))
            return $"{what}: {(value > 0 ? "new" : "not new")} {_words.For(feature)}";
        if (earlier == 0)
            return $"{what}: nothing earlier {_words.Of(feature)} to compare with";
        string owner = FieldWords.IsAll(feature) ? "the" : _words.Owner(feature);
        return $"{what}: {OccurrenceText.Seen(feature, value, earlier)} in {owner} {FigureText.Count(earlier, "earlier transaction")}";
    }

    private string Travel(FeatureSpec feature, double value, in ReasonRow row)
    {
        string owner = _words.Owner(feature);
        if (row.Place is { } from && feature.Entity.SequenceEqual(_journey!.Entity))
            return TravelText.Journey(owner, row.Text(FieldRole.Location), row.Transaction.Time, from);
        return feature.Aggregation == Aggregation.Distance ? TravelText.Distance(owner, value) : TravelText.Speed(owner, value);
    }

    private string FromFew(int column, in ReasonRow row)
    {
        double earlier = _earlier[column] < 0 ? double.NaN : row.Baselines[_earlier[column]];
        return earlier < Few && earlier > 0 ? $", from {FigureText.Count(earlier, "earlier transaction")}" : "";
    }
}

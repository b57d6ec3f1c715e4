using Vigil.Engine.Features;

namespace Vigil.Engine.Scoring;

/// <summary>Sizes: how large a number is among those of its own sign and currency, and how well the usual one is known.</summary>
internal sealed partial class ReasonText
{
    // From so many of its own on, what is usual is the entity's; below, mostly the stream's.
    private const int Own = 5;
    private const double SecondsPerDay = 86_400;

    private string Size(FeatureSpec feature, double value, double usual, int column, in ReasonRow row)
    {
        if (double.IsNaN(usual))
            return $"{Subject(feature, row)}; nothing earlier {_words.Of(feature)} to compare it with";
        string amount = _amounts.Usual(feature, usual, row);
        if (FieldWords.IsAll(feature))
            return $"{Subject(feature, row)}; {UsualNoun(feature)} is {amount}";
        double known = KnownOf(column, row);
        return known == 0 ? $"{Subject(feature, row)}; typical is {amount}, nothing earlier {_words.Of(feature)} to compare it with"
            : known < Own ? $"{Subject(feature, row)}; usual is {amount}, with only {FigureText.Count(known, "earlier transaction")} "
                + _words.Of(feature)
            : $"{Subject(feature, row)}; {UsualNoun(feature)} is {amount}"
                + (known < Few ? $", from {FigureText.Count(known, "earlier transaction")}" : "");
    }

    // No median: what is usual for an entity leans on its peers as far as little is known of it.
    private string UsualNoun(FeatureSpec feature) => $"{_words.Owner(feature)} usual {_words.Noun(feature.Field!)}";

    private string Others(FeatureSpec feature, double value) => feature.Aggregation == Aggregation.OthersSum
        ? $"other transactions {_words.Of(feature)} {FieldWords.During(feature)} come to {FigureText.Number(value)} times the usual amount"
        : $"other transactions {_words.Of(feature)} {FieldWords.During(feature)} are {FigureText.Number(value)} times the usual amount on "
            + "average";

    private string Recurrence(FeatureSpec feature, double times, double days) => times > 0
        ? $"such a transaction {_words.Of(feature)} came {FigureText.Count(times, "time")} before, every "
            + FigureText.Elapsed(days * SecondsPerDay)
        : $"no such transaction {_words.Of(feature)} came before in a rhythm";

    private string KnownText(FeatureSpec feature, double count) => count == 0
        ? $"nothing earlier {_words.Of(feature)} to compare with"
        : $"{FigureText.Count(count, "earlier transaction")} {_words.Of(feature)} to compare with";

    // How many earlier values the entity's own usual is made of; unknown where no feature counts them.
    private double KnownOf(int column, in ReasonRow row)
    {
        var feature = _features[column];
        for (int i = 0; i < _features.Count; i++)
            if (_features[i].Aggregation == Aggregation.Known && _features[i].Field == feature.Field
                && _features[i].Entity.SequenceEqual(feature.Entity))
                return row.Features[i];
        return double.NaN;
    }
}

using Vigil.Engine.Features;

namespace Vigil.Engine.Scoring;

/// <summary>Sizes: how large a number is among those of its own sign and currency, and how well the usual one is known.</summary>
internal sealed class SizeText(FieldWords words, AmountWords amounts, RelatedFeatures related)
{
    // From so many of its own on, what is usual is the entity's; below, mostly the stream's.
    private const int Own = 5;

    /// <summary>A deviation from what is usual.</summary>
    public string Size(FeatureSpec feature, double value, double usual, int column, in ReasonRow row)
    {
        if (double.IsNaN(usual))
            return $"{Subject(feature, row)}; nothing earlier {words.Of(feature)} to compare it with";
        string amount = amounts.Usual(feature, usual, row);
        if (FieldWords.IsAll(feature))
            return $"{Subject(feature, row)}; {UsualNoun(feature)} is {amount}";
        double known = related.KnownOf(column, row);
        string count = FigureText.Count(known, "earlier transaction");
        return Subject(feature, row) + known switch
        {
            0 => $"; typical is {amount}, nothing earlier {words.Of(feature)} to compare it with",
            < Own => $"; usual is {amount}, with only {count} {words.Of(feature)}",
            < ReasonText.Few => $"; {UsualNoun(feature)} is {amount}, from {count}",
            _ => $"; {UsualNoun(feature)} is {amount}",
        };
    }

    private string Subject(FeatureSpec feature, in ReasonRow row) => amounts.Subject(words, feature, row);

    // No median: what is usual for an entity leans on its peers as far as little is known of it.
    private string UsualNoun(FeatureSpec feature) => $"{words.Owner(feature)} usual {words.Noun(feature.Field!)}";

    /// <summary>A sum or mean of other transactions.</summary>
    public string Others(FeatureSpec feature, double value) => feature.Aggregation == Aggregation.OthersSum
        ? $"other transactions {words.Of(feature)} {FieldWords.During(feature)} come to {FigureText.Number(value)} times the usual amount"
        : $"other transactions {words.Of(feature)} {FieldWords.During(feature)} are {FigureText.Number(value)} times the usual amount on "
            + "average";

    /// <summary>Whether such a transaction comes in a rhythm.</summary>
    public string Recurrence(FeatureSpec feature, double times, double days) => times > 0
        ? $"such a transaction {words.Of(feature)} came {FigureText.Count(times, "time")} before, every "
            + FigureText.Elapsed(days * FigureText.SecondsPerDay)
        : $"no such transaction {words.Of(feature)} came before in a rhythm";

    /// <summary>How much there is to compare with.</summary>
    public string Known(FeatureSpec feature, double count) => count == 0
        ? $"nothing earlier {words.Of(feature)} to compare with"
        : $"{FigureText.Count(count, "earlier transaction")} {words.Of(feature)} to compare with";
}

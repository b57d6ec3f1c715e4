using Vigil.Engine.Features;

namespace Vigil.Engine.Scoring;

/// <summary>Pace: how many transactions there were, beside how many the entity's own pace before gives.</summary>
internal sealed partial class ReasonText
{
    private string Surge(FeatureSpec feature, double value, double expected, in ReasonRow row)
    {
        if (double.IsNaN(expected))
            return $"nothing earlier {_words.Of(feature)} to compare {FieldWords.During(feature)} with";
        double count = CountBeside(feature, row);
        string what = double.IsNaN(count)
            ? $"{(value > 0 ? "more" : "no more")} transactions {_words.Of(feature)} {FieldWords.During(feature)} than usual"
            : $"{FigureText.Count(count, "transaction")} {_words.Of(feature)} {FieldWords.During(feature)}";
        return $"{what}; the pace before gives {Pace(expected)}";
    }

    // The count that a surge is one of, where the stream has that feature as well.
    private double CountBeside(FeatureSpec feature, in ReasonRow row)
    {
        for (int i = 0; i < _features.Count; i++)
            if (_features[i].Aggregation == Aggregation.Count && _features[i].Window == feature.Window
                && _features[i].Delay == feature.Delay && _features[i].Entity.SequenceEqual(feature.Entity))
                return row.Features[i];
        return double.NaN;
    }
}

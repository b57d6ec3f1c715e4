using Vigil.Engine.Features;

namespace Vigil.Engine.Scoring;

/// <summary>Features that say what another one is made of: how many transactions, how much is known.</summary>
internal sealed class RelatedFeatures(IReadOnlyList<FeatureSpec> features)
{
    /// <summary>The count that a surge is one of, where the stream has that feature as well; or NaN.</summary>
    public double CountBeside(FeatureSpec feature, in ReasonRow row)
    {
        for (int i = 0; i < features.Count; i++)
            if (features[i].Aggregation == Aggregation.Count && features[i].Window == feature.Window
                && features[i].Delay == feature.Delay && features[i].Entity.SequenceEqual(feature.Entity))
                return row.Features[i];
        return double.NaN;
    }

    /// <summary>How many earlier values the entity's own usual is made of; NaN where no feature counts them.</summary>
    public double KnownOf(int column, in ReasonRow row)
    {
        var feature = features[column];
        for (int i = 0; i < features.Count; i++)
            if (features[i].Aggregation == Aggregation.Known && features[i].Field == feature.Field
                && features[i].Entity.SequenceEqual(feature.Entity))
                return row.Features[i];
        return double.NaN;
    }

    /// <summary>
    /// The column of a first occurrence of the entity, which counts what came before it: the same that medians, gaps and paces are made of;
    /// −1 where there is none.
    /// </summary>
    public int EarlierOf(FeatureSpec feature)
    {
        if (FieldWords.IsAll(feature))
            return -1;
        for (int i = 0; i < features.Count; i++)
            if (features[i].Aggregation is Aggregation.FirstSeen or Aggregation.Rarity
                && features[i].Entity.SequenceEqual(feature.Entity))
                return i;
        return -1;
    }
}

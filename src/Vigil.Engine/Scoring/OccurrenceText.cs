using Vigil.Engine.Features;

namespace Vigil.Engine.Scoring;

/// <summary>How often a value was seen before, in words.</summary>
internal static class OccurrenceText
{
    /// <summary>As far as the feature tells.</summary>
    /// <param name="feature">A first occurrence or a rarity.</param>
    /// <param name="value">Its value.</param>
    /// <param name="earlier">Earlier transactions of the entity.</param>
    public static string Seen(FeatureSpec feature, double value, double earlier)
    {
        if (feature.Aggregation == Aggregation.FirstSeen)
            return value > 0 ? "never seen" : "seen before";
        double before = Occurrences(feature, value, earlier);
        return before <= 0 ? "never seen" : $"seen {FigureText.Count(before, "time")}";
    }

    // The inverse of the rarity, to the nearest count that is not above all earlier transactions.
    private static double Occurrences(FeatureSpec feature, double rarity, double earlier) => Math.Clamp(
        Math.Round((earlier + 1) / Math.Exp(rarity) - PastFeatures.OccurrenceOf(feature.Edition)), 0, Math.Max(0, earlier));
}

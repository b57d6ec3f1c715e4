using System.Collections.Immutable;
using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Models;

/// <summary>
/// Finds the columns that have no voice in the detectors, so that they are as if they were not there: those that never vary, those that
/// repeat another one, and those made of a field of one value, which says nothing about any transaction.
/// </summary>
internal static class SilentColumns
{
    public static bool[] Find(
        ReadOnlySpan<double> rows, ImmutableArray<FeatureSpec> features, TransactionSchema schema, FieldVariety variety)
    {
        int width = features.Length;
        var silent = new bool[width];
        var varying = VaryingColumns.Of(rows, width).ToHashSet();
        var seen = new Dictionary<int, List<int>>();
        for (int column = 0; column < width; column++)
        {
            silent[column] = FeatureRoles.IsSilent(features[column].Aggregation) || IsToldByPace(features, column, schema)
                || IsOfConstant(features[column], schema, variety) || IsOfMixedUnits(features[column], schema, variety)
                || !varying.Contains(column);
            if (silent[column])
                continue;
            int hash = Hash(rows, width, column);
            if (!seen.TryGetValue(hash, out var alike))
                seen[hash] = alike = [];
            foreach (int other in alike)
                silent[column] |= IsEqual(rows, width, column, other);
            alike.Add(column);
        }
        return silent;
    }

    // The entity is the one whose behaviour is judged, be it the only one.
    private static bool IsOfConstant(FeatureSpec feature, TransactionSchema schema, FieldVariety variety)
    {
        string? entity = schema.Find(FieldRole.Entity)?.Name;
        return (feature.Field is { } field && variety.IsConstant(field)) || feature.Entity.Any(k => k != entity && variety.IsConstant(k));
    }

    // Plain sizes of amounts in several currencies cannot be compared, unless the stream states rates.
    private static bool IsOfMixedUnits(FeatureSpec feature, TransactionSchema schema, FieldVariety variety) =>
        feature.Aggregation == Aggregation.LogSize && schema.Rates is null && schema.Find(FieldRole.Amount)?.Name == feature.Field
        && schema.Find(FieldRole.Currency) is { } currency && !variety.IsConstant(currency.Name);

    // A busy customer is always among the highest counts, so they are judged by that one's own pace where a feature says it; a short gap
    // is what a surge within the hour says. How many customers a merchant or terminal has is its trade.
    private static bool IsToldByPace(ImmutableArray<FeatureSpec> features, int column, TransactionSchema schema)
    {
        var feature = features[column];
        return feature.Aggregation switch
        {
            Aggregation.Count or Aggregation.Rate or Aggregation.SinceLast => true,
            Aggregation.Distinct => feature.Entity.Any(key =>
                schema.IndexOf(key) is >= 0 and var index && schema.Fields[index].Role is FieldRole.Merchant or FieldRole.Terminal),
            _ => false,
        } && features.Any(f => f.Aggregation == Aggregation.Surge && f.Entity.SequenceEqual(feature.Entity));
    }

    private static int Hash(ReadOnlySpan<double> rows, int width, int column)
    {
        var hash = new HashCode();
        for (int i = column; i < rows.Length; i += width)
            hash.Add(rows[i]);
        return hash.ToHashCode();
    }

    private static bool IsEqual(ReadOnlySpan<double> rows, int width, int column, int other)
    {
        for (int i = 0; i < rows.Length; i += width)
            if (!rows[i + column].Equals(rows[i + other]))
                return false;
        return true;
    }
}

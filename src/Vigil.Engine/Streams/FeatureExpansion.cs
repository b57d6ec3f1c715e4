using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Streams.Forms;

namespace Vigil.Engine.Streams;

/// <summary>Makes the features of the entries of a feature list, and reports what does not fit the fields.</summary>
internal sealed class FeatureExpansion(FieldLookup fields, Findings findings)
{
    /// <summary>The most features of a stream.</summary>
    public const int MostFeatures = 1_000;

    private readonly Dictionary<string, Place> _names = new(StringComparer.Ordinal);

    /// <summary>The features of all entries in order.</summary>
    public ImmutableArray<FeatureSpec> Expand(IEnumerable<FeatureDraft> drafts)
    {
        var result = ImmutableArray.CreateBuilder<FeatureSpec>();
        foreach (var draft in drafts)
        {
            if (!new FeatureCheck(fields, findings).Check(draft))
                continue;
            if (result.Count + Size(draft) > MostFeatures)
            {
                findings.Add(draft.Place, $"more than {MostFeatures} features", $"at most {MostFeatures} features in a stream");
                break;
            }
            result.AddRange(Named(draft, [.. Combine(draft)]));
        }
        return result.ToImmutable();
    }

    private static long Size(FeatureDraft draft) =>
        (long)draft.Aggregations.Length * Math.Max(1, draft.Windows.Length) * Math.Max(1, draft.Fields.Length);

    private IEnumerable<FeatureSpec> Combine(FeatureDraft draft)
    {
        var windowless = draft.Aggregations.Where(a => RuleOf(a).Window == WindowNeed.None);
        foreach (var feature in windowless.SelectMany(a => PerField(draft, a.Value, Window.None)))
            yield return feature;
        foreach (var window in draft.Windows)
            foreach (var aggregation in draft.Aggregations.Where(a => RuleOf(a).Takes(window.Value)))
                foreach (var feature in PerField(draft, aggregation.Value, window.Value))
                    yield return feature;
    }

    private IEnumerable<FeatureSpec> PerField(FeatureDraft draft, AggregationChoice choice, Window window)
    {
        var rule = AggregationRule.Of(choice.Aggregation);
        var entity = draft.Entity.Select(e => e.Value);
        return FieldsOf(draft, rule).Select(f => FeatureSpec.Create(choice.Aggregation, entity, f, window, draft.Delay, choice.Percentile));
    }

    private string?[] FieldsOf(FeatureDraft draft, AggregationRule rule)
    {
        if (rule.Field == FieldNeed.None)
            return [null];
        var fitting = draft.Fields.Where(f => fields.Find(f.Value) is { Type: { } type } && rule.Takes(type));
        string?[] stated = [.. fitting.Select(f => f.Value)];
        return stated.Length > 0 ? stated : rule.Field == FieldNeed.Number ? [.. fields.DefaultNumbers] : [null];
    }

    private IEnumerable<FeatureSpec> Named(FeatureDraft draft, FeatureSpec[] features)
    {
        if (draft.Name is { } name && features.Length == 1)
            features = [features[0] with { Name = name.Value }];
        else if (draft.Name is { } useless && features.Length > 1)
            findings.Add(useless.Place, $"a name for {features.Length} features", "a name only where the entry makes one feature");
        foreach (var feature in features)
            if (_names.TryAdd(feature.Name, draft.Place))
                yield return feature;
            else
                findings.Add(
                    draft.Place,
                    $"the feature '{feature.Name}' a second time",
                    FormattableString.Invariant($"each feature once (first in line {_names[feature.Name].Line}), or a name: of its own"));
    }

    private static AggregationRule RuleOf(Placed<AggregationChoice> choice) => AggregationRule.Of(choice.Value.Aggregation);
}

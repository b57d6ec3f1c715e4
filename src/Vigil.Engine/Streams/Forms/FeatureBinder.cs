using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>Makes feature drafts of either way of writing them.</summary>
internal static class FeatureBinder
{
    /// <summary>An entry of <c>features</c>.</summary>
    public static FeatureDraft Bind(NodeReader reader, YamlMap item) => Bind(reader, item, "entity", reader.Texts(item, "field")) with
    {
        Delay = reader.Span(item, "delay") ?? TimeSpan.Zero,
        Name = reader.Texts(item, "name") is [var name] ? name : null,
    };

    /// <summary>A time window aggregation of <c>transformations</c>.</summary>
    public static FeatureDraft BindPipeline(NodeReader reader, YamlMap step)
    {
        var config = NodeReader.Map(step, "config")!;
        return Bind(reader, config, "entity_key", [.. reader.Texts(config, "field"), .. reader.Texts(config, "fields")]);
    }

    private static FeatureDraft Bind(NodeReader reader, YamlMap map, string entity, ImmutableArray<Placed<string>> fields) => new(
        reader.Texts(map, entity),
        [.. reader.Texts(map, "aggregations").Select(a => new Placed<AggregationChoice>(FeatureForm.Parse(a.Value), a.Place))],
        [.. reader.Texts(map, "windows")
            .Select(w => new Placed<Window>(Spans.TryParseWindow(w.Value, out var window) ? window : Window.None, w.Place))],
        fields,
        TimeSpan.Zero,
        null,
        map.Place);
}

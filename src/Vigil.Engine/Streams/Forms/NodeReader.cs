using System.Collections.Immutable;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>Reads values of checked nodes; null where a key is absent or has a fault.</summary>
internal sealed class NodeReader(Findings findings)
{
    /// <summary>The keys below a key, also when some of them have faults.</summary>
    public static YamlMap? Map(YamlMap map, string key) => map.TryGet(key, out var value) ? value as YamlMap : null;

    /// <summary>The faultless items of a list of maps.</summary>
    public IReadOnlyList<YamlMap> Items(YamlMap map, string key) =>
        map.TryGet(key, out var value) && value is YamlList list ? [.. list.Items.OfType<YamlMap>().Where(i => !findings.IsFaulty(i))] : [];

    /// <summary>Whether something below the key has a fault.</summary>
    public bool IsFaulty(YamlNode node) => findings.IsFaulty(node);

    /// <summary>A text.</summary>
    public string? Text(YamlMap map, string key) => Scalar(map, key)?.Text;

    /// <summary>One text or a list of texts, with their places.</summary>
    public ImmutableArray<Placed<string>> Texts(YamlMap map, string key)
    {
        if (!map.TryGet(key, out var value))
            return [];
        var items = value is YamlList list ? list.Items : [value];
        return [.. items.OfType<YamlScalar>().Where(s => !findings.IsFaulty(s)).Select(s => new Placed<string>(s.Text, s.Place))];
    }

    /// <summary>A number.</summary>
    public double? Number(YamlMap map, string key) => Scalar(map, key) is { } s && Scalars.TryNumber(s, out double value) ? value : null;

    /// <summary>A whole number.</summary>
    public long? Integer(YamlMap map, string key) => Scalar(map, key) is { } s && Scalars.TryInteger(s, out long value) ? value : null;

    /// <summary>True or false.</summary>
    public bool? Flag(YamlMap map, string key) => Scalar(map, key) is { } s && Scalars.TryFlag(s, out bool value) ? value : null;

    /// <summary>A time span.</summary>
    public TimeSpan? Span(YamlMap map, string key) => Scalar(map, key) is { } s && Spans.TryParse(s.Text, out var span) ? span : null;

    /// <summary>A word with a meaning.</summary>
    public T? Word<T>(YamlMap map, string key, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Scalar(map, key) is { } s && words.TryGetValue(s.Text, out var value) ? value : null;

    /// <summary>The place of the first of the keys that is there, else of the map.</summary>
    public static Place PlaceOf(YamlMap map, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
            if (map.TryGet(key, out var value))
                return value.Place;
        return map.Place;
    }

    private YamlScalar? Scalar(YamlMap map, string key) =>
        map.TryGet(key, out var value) && value is YamlScalar scalar && !findings.IsFaulty(scalar) ? scalar : null;
}

using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Server.Configuration;

/// <summary>Environment variables as if they stood in the file: <c>VIGIL_LIMITS_BODY_BYTES</c> is <c>limits: { body_bytes }</c>.</summary>
internal static class EnvironmentOverlay
{
    /// <summary>What every variable of Vigil begins with.</summary>
    public const string Prefix = "VIGIL_";

    // Variables that are no keys of the configuration: the program's own, and those of its tests.
    private static readonly string[] Others =
    [
        "VIGIL_DEBUG", "VIGIL_MASTER_KEY", "VIGIL_DATASETS", "VIGIL_KILL_ROUNDS", "VIGIL_SEED", "VIGIL_SEEDS", "VIGIL_STATE_GB",
        "VIGIL_SERVER", "VIGIL_API_KEY",
    ];

    /// <summary>Every variable that stands for a key, with the keys that lead there.</summary>
    public static IReadOnlyDictionary<string, FormKey[]> Variables { get; } = ConfigurationForm.Root.Keys
        .SelectMany(key => key.Shape is ObjectShape section ? section.Keys.Select(below => new[] { key, below }) : [[key]])
        .ToDictionary(keys => Prefix + string.Join('_', keys.Select(k => k.Name.ToUpperInvariant())));

    /// <summary>The file's keys with those of the environment over them.</summary>
    public static YamlMap Apply(YamlMap file, IEnumerable<KeyValuePair<string, string>> environment, Findings findings)
    {
        foreach (var (name, value) in environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || Others.Contains(name))
                continue;
            if (Variables.TryGetValue(name, out var keys))
                file = Set(file, keys, value, new Place(name, 0, 0, string.Join('.', keys.Select(k => k.Name))));
            else
                findings.Add(new Place(name, 0, 0, ""), "a variable that Vigil does not know",
                    $"a variable named after a key of the configuration, such as VIGIL_LISTEN{Suggestion.For(name, Variables.Keys)}");
        }
        return file;
    }

    private static YamlMap Set(YamlMap map, ReadOnlySpan<FormKey> keys, string value, Place place)
    {
        var key = keys[0];
        map.TryGet(key.Name, out var old);
        YamlNode node = keys.Length == 1 ? Value(key.Shape, value, place)
            : Set(old as YamlMap ?? new YamlMap([], place), keys[1..], value, place);
        return map with
        {
            Entries = [.. map.Entries.Where(e => e.Key.Text != key.Name), (new YamlScalar(key.Name, IsPlain: true, place), node)],
        };
    }

    private static YamlNode Value(Shape shape, string value, Place place) => shape is ListShape
        ? new YamlList([.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(item => new YamlScalar(item, IsPlain: true, place))], place)
        : new YamlScalar(value, IsPlain: true, place);
}

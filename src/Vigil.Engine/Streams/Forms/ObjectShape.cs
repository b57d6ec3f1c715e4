using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>A key of a stream file.</summary>
/// <param name="Name">As the user writes it.</param>
/// <param name="Shape">What may stand after it.</param>
/// <param name="Description">What it means, one sentence; shown by editors.</param>
/// <param name="Example">A value as YAML in one line.</param>
/// <param name="IsRequired">Whether the file is wrong without it.</param>
internal sealed record FormKey(string Name, Shape Shape, string Description, string Example, bool IsRequired = false);

/// <summary>Known keys, each with its own shape.</summary>
internal sealed class ObjectShape(string expected, params FormKey[] keys) : Shape
{
    /// <summary>The known keys.</summary>
    public IReadOnlyList<FormKey> Keys => keys;

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var schema = key.Shape.ToSchema();
            schema["description"] = key.Description;
            schema["examples"] = new JsonArray(YamlJson.Of(key.Example));
            properties[key.Name] = schema;
        }
        var result = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (keys.Any(k => k.IsRequired))
            result["required"] = new JsonArray([.. keys.Where(k => k.IsRequired).Select(k => JsonValue.Create(k.Name))]);
        return result;
    }

    /// <inheritdoc/>
    protected override bool CheckNode(YamlNode node, Findings findings)
    {
        if (node is not YamlMap map)
            return findings.Add(node.Place, node.Describe(), expected);
        bool fits = true;
        foreach (var (name, value) in map.Entries)
            fits &= CheckEntry(name, value, findings);
        foreach (var key in keys.Where(k => k.IsRequired && !map.TryGet(k.Name, out _)))
            fits = findings.Add(map.Place, $"no '{key.Name}'", $"'{key.Name}': {key.Shape.Expected}");
        return fits;
    }

    private bool CheckEntry(YamlScalar name, YamlNode value, Findings findings)
    {
        if (keys.FirstOrDefault(k => k.Name == name.Text) is { } key)
            return key.Shape.Check(value, findings);
        var known = keys.Select(k => k.Name).ToArray();
        string hint = Suggestion.For(name.Text, known);
        return findings.Add(name.Place, $"the unknown key {name.Describe()}", $"one of {string.Join(", ", known)}{hint}");
    }
}

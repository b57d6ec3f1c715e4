using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>Names of the user's choice, each with a value of one shape.</summary>
internal sealed class MapShape(Shape value, string expected) : Shape
{
    /// <summary>What each name has.</summary>
    public Shape Value => value;

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["type"] = "object", ["additionalProperties"] = value.ToSchema() };

    /// <inheritdoc/>
    protected override bool CheckNode(YamlNode names, Findings findings)
    {
        if (names is not YamlMap map)
            return findings.Add(names.Place, names.Describe(), expected);
        if (map.Entries.Count == 0)
            return findings.Add(names.Place, "nothing", expected);
        bool fits = true;
        foreach (var (key, node) in map.Entries)
            fits &= CheckEntry(key, node, findings);
        return fits;
    }

    private bool CheckEntry(YamlScalar key, YamlNode node, Findings findings)
    {
        if (string.IsNullOrWhiteSpace(key.Text))
            return findings.Add(key.Place, "an empty name", "a name");
        return value.Check(node, findings);
    }
}

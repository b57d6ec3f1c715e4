using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>A list, or where <paramref name="orOne"/> says so, a single item without brackets.</summary>
internal sealed class ListShape(Shape item, string expected, bool orOne = false) : Shape
{
    /// <summary>What each item is.</summary>
    public Shape Item => item;

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.ToSchema(), ["minItems"] = 1 };
        return orOne ? new JsonObject { ["oneOf"] = new JsonArray(item.ToSchema(), list) } : list;
    }

    /// <inheritdoc/>
    protected override bool CheckNode(YamlNode node, Findings findings)
    {
        if (node is not YamlList list)
            return orOne && node is YamlScalar { IsEmpty: false } ? item.Check(node, findings) : findings.Add(node.Place, node.Describe(), expected);
        if (list.Items.Count == 0)
            return findings.Add(node.Place, "an empty list", expected);
        bool fits = true;
        foreach (var one in list.Items)
            fits &= item.Check(one, findings);
        return fits;
    }
}

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

/// <summary>One of two shapes; a look at the node decides which one is meant.</summary>
internal sealed class EitherShape(Func<YamlNode, bool> isFirst, Shape first, Shape second) : Shape
{
    /// <summary>The shape chosen by the predicate.</summary>
    public Shape First => first;

    /// <summary>The other shape.</summary>
    public Shape Second => second;

    /// <inheritdoc/>
    public override string Expected => second.Expected;

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["anyOf"] = new JsonArray(second.ToSchema(), first.ToSchema()) };

    /// <inheritdoc/>
    protected override bool CheckNode(YamlNode node, Findings findings) => (isFirst(node) ? first : second).Check(node, findings);
}

/// <summary>Anything: settings that another part reads.</summary>
internal sealed class AnyShape : Shape
{
    /// <inheritdoc/>
    public override string Expected => "any value";

    /// <inheritdoc/>
    public override JsonObject ToSchema() => [];

    /// <inheritdoc/>
    protected override bool CheckNode(YamlNode node, Findings findings) => true;
}

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
            return orOne && node is YamlScalar { IsEmpty: false } ? item.Check(node, findings)
                : findings.Add(node.Place, node.Describe(), expected);
        if (list.Items.Count == 0)
            return findings.Add(node.Place, "an empty list", expected);
        bool fits = true;
        foreach (var one in list.Items)
            fits &= item.Check(one, findings);
        return fits;
    }
}

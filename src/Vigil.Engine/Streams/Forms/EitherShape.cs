using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

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

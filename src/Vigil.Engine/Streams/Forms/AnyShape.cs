using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

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

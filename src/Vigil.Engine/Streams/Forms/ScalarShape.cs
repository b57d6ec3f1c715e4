using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>A single value.</summary>
/// <param name="expected">What is accepted, in words.</param>
/// <param name="accepts">The check.</param>
/// <param name="schema">Writes the JSON Schema.</param>
/// <param name="words">Words that a mistyped one is compared with.</param>
internal sealed class ScalarShape(
    string expected, Func<YamlScalar, bool> accepts, Func<JsonObject> schema, IEnumerable<string>? words = null) : Shape
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override JsonObject ToSchema() => schema();

    /// <inheritdoc/>
    protected override bool CheckNode(YamlNode node, Findings findings)
    {
        if (node is YamlScalar { IsEmpty: false } scalar && accepts(scalar))
            return true;
        string hint = node is YamlScalar { IsEmpty: false, Text: var text } && words is not null ? Suggestion.For(text, words) : "";
        return findings.Add(node.Place, node.Describe(), expected + hint);
    }
}

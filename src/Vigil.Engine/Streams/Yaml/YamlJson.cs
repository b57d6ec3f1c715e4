using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Forms;

namespace Vigil.Engine.Streams.Yaml;

/// <summary>YAML values as JSON: numbers and flags without quotes keep their type.</summary>
internal static class YamlJson
{
    /// <summary>A one-line YAML value as JSON.</summary>
    public static JsonNode? Of(string yaml) => Of(YamlTree.Read("", yaml, [])[0]);

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Of(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { IsEmpty: true } => null,
        YamlScalar scalar when Scalars.TryFlag(scalar, out bool flag) => JsonValue.Create(flag),
        YamlScalar scalar when Scalars.TryInteger(scalar, out long whole) => JsonValue.Create(whole),
        YamlScalar scalar when Scalars.TryNumber(scalar, out double number) => JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };
}

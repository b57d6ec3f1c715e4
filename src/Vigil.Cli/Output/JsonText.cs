using System.Text;
using System.Text.Json;

namespace Vigil.Cli.Output;

/// <summary>Small JSON objects on one line.</summary>
internal static class JsonText
{
    /// <summary>An object of texts, whole numbers and doubles.</summary>
    public static string Object(params ReadOnlySpan<(string Name, object Value)> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, DecisionLine.Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
                Write(json, name, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, value.GetType());
    }
}

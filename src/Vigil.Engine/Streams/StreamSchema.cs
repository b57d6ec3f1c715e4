using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Forms;

namespace Vigil.Engine.Streams;

/// <summary>The JSON Schema of stream files, for editors. Made of the table that the loader checks with.</summary>
public static class StreamSchema
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as indented JSON (draft 2020-12).</summary>
    public static string Text()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Vigil stream",
            ["description"] = "One kind of event: its columns, features, model and policy.",
        };
        foreach (var (key, value) in StreamForm.Root.ToSchema())
            schema[key] = value?.DeepClone();
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
            schema.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}

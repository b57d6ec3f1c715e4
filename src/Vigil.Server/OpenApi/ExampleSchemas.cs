using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Vigil.Server.OpenApi;

/// <summary>The shapes of bodies, told by one example each: what the example has, the shape has.</summary>
internal static class ExampleSchemas
{
    private const string Resource = "Vigil.Server.OpenApi.examples.json";

    /// <summary>The examples by name.</summary>
    public static IReadOnlyDictionary<string, JsonNode> All { get; } = Load();

    /// <summary>Adds the shapes to a document.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (name, example) in All.Where(example => !ShapeSchemas.Names.Contains(example.Key)))
        {
            var schema = Of(example);
            schema.Examples = [example.DeepClone()];
            document.AddComponent(name, schema);
        }
    }

    private static OpenApiSchema Of(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                return new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = members.ToDictionary(m => m.Key, m => (IOpenApiSchema)Of(m.Value)),
                };
            case JsonArray items:
                return new OpenApiSchema { Type = JsonSchemaType.Array, Items = items.Count == 0 ? new OpenApiSchema() : Of(items[0]) };
            case null:
                return new OpenApiSchema();
            default:
                return new OpenApiSchema { Type = TypeOf(value.GetValueKind(), value) };
        }
    }

    private static JsonSchemaType TypeOf(JsonValueKind kind, JsonNode value) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => JsonSchemaType.Boolean,
        JsonValueKind.Number when value.ToJsonString().Contains('.', StringComparison.Ordinal) =>
            JsonSchemaType.Number | JsonSchemaType.Null,
        JsonValueKind.Number => JsonSchemaType.Number,
        _ => JsonSchemaType.String | JsonSchemaType.Null,
    };

    private static Dictionary<string, JsonNode> Load()
    {
        using var stream = typeof(ExampleSchemas).Assembly.GetManifestResourceStream(Resource)!;
        return JsonNode.Parse(stream)!.AsObject().ToDictionary(m => m.Key, m => m.Value!);
    }
}

using System.Text.Json;
using Vigil.Server.OpenApi;

namespace Vigil.Server.Tests.OpenApi;

/// <summary>
/// Holds answers against the exact shapes of the API document: nothing may be missing, be of another kind, or not stand there.
/// </summary>
internal sealed class DocumentedBodies(JsonElement document)
{
    private readonly JsonElement _schemas = document.GetProperty("components").GetProperty("schemas");

    /// <summary>What is wrong with a good answer; nothing where the document has no exact shape for it.</summary>
    public IEnumerable<string> Faults(JsonElement operation, int status, string body)
    {
        if (!operation.GetProperty("responses").TryGetProperty($"{status}", out var response)
            || !response.TryGetProperty("content", out var content) || !content.TryGetProperty("application/json", out var json)
            || !json.GetProperty("schema").TryGetProperty("$ref", out var reference) || !ShapeSchemas.Names.Contains(Name(reference)))
            return [];
        return Faults(json.GetProperty("schema"), JsonDocument.Parse(body).RootElement, Name(reference));
    }

    private static string Name(JsonElement reference) => reference.GetString()!.Split('/')[^1];

    private IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Faults(_schemas.GetProperty(Name(reference)), value, path);
        if (schema.TryGetProperty("anyOf", out var choices))
            return choices.EnumerateArray().Any(choice => !Faults(choice, value, path).Any())
                ? [] : Faults(choices.EnumerateArray().First(), value, path);
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.GetRawText() == value.GetRawText()))
            return [$"{path} is {value.GetRawText()}, not one of {words.GetRawText()}"];
        if (schema.TryGetProperty("type", out var type) && !IsOf(type, value))
            return [$"{path} is {value.ValueKind}, not {type.GetRawText()}"];
        return value.ValueKind switch
        {
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, i) => Faults(items, item, $"{path}[{i}]")),
            JsonValueKind.Object => MemberFaults(schema, value, path),
            _ => [],
        };
    }

    private IEnumerable<string> MemberFaults(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("additionalProperties", out var any))
            return value.EnumerateObject().SelectMany(member => Faults(any, member.Value, $"{path}.{member.Name}"));
        var known = schema.GetProperty("properties");
        string[] required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
        return required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name} is missing")
            .Concat(value.EnumerateObject().SelectMany(member => known.TryGetProperty(member.Name, out var its)
                ? Faults(its, member.Value, $"{path}.{member.Name}") : [$"{path}.{member.Name} is not in the document"]));
    }

    private static bool IsOf(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOf(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            _ => value.ValueKind == JsonValueKind.Null,
        };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Vigil.Engine.Access;
using Vigil.Engine.Scoring;
using Vigil.Server.Errors;
using Vigil.Server.OpenApi.Shapes;

namespace Vigil.Server.OpenApi;

/// <summary>
/// The exact shapes of what routes write by themselves: every record in <c>Shapes</c> is a schema, with what may be null and what may be
/// absent. A test holds all answers of all tests against them.
/// </summary>
internal static class ShapeSchemas
{
    private const string Suffix = "Shape", References = "#/components/schemas/";

    private static readonly JsonSerializerOptions Options = new(JsonStyle.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform,
    };

    // Enumerations that have a name in the document, as the API spells their values.
    private static readonly Dictionary<Type, (string Name, string[] Words)> Enumerations = new()
    {
        [typeof(RiskLevel)] = ("Level", Words<RiskLevel>(v => Snake($"{v}"))),
        [typeof(Outcome)] = ("Verdict", Words<Outcome>(v => Snake($"{v}"))),
        [typeof(ReasonGroup)] = ("ReasonGroup", Words<ReasonGroup>(v => v.Word())),
        [typeof(FeatureUnit)] = ("FeatureUnit", Words<FeatureUnit>(v => v.Word())),
        [typeof(SearchKind)] = ("SearchKind", Words<SearchKind>(v => Snake($"{v}"))),
        [typeof(OverviewStep)] = ("OverviewStep", Words<OverviewStep>(v => Snake($"{v}"))),
    };

    private static readonly Dictionary<string, Type> Types = typeof(ShapeSchemas).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(DecisionShape).Namespace && type.Name.EndsWith(Suffix, StringComparison.Ordinal))
        .ToDictionary(NameOf);

    /// <summary>The names of the schemas of records.</summary>
    public static IReadOnlyCollection<string> Names => Types.Keys;

    /// <summary>Adds them to a document.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (name, words) in Enumerations.Values)
            document.AddComponent(name, new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(Text)] });
        AddLists(document, "roles", "Role", AccessNames.AllRoles);
        AddLists(document, "scopes", "Scope", AccessNames.AllScopes);
        foreach (var (name, type) in Types)
        {
            string json = Options.GetJsonSchemaAsNode(type, Exporter).ToJsonString();
            var schema = OpenApiModelFactory.Parse<OpenApiSchema>(json, OpenApiSpecVersion.OpenApi3_1, document, out _, "json")!;
            if (ExampleSchemas.All.GetValueOrDefault(name) is { } example)
                schema.Examples = [example.DeepClone()];
            document.AddComponent(name, schema);
        }
    }

    // Lists of names that are written as text and are an enumeration in the document.
    private static void AddLists(OpenApiDocument document, string property, string name, IReadOnlyList<string> words)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
            if (schema.Properties is { } all && all.TryGetValue(property, out var found) && found is OpenApiSchema list)
                list.Items = new OpenApiSchemaReference(name, document);
        document.AddComponent(name, new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(Text)] });
    }

    private static JsonNode Text(string word) => JsonValue.Create(word);

    private static string NameOf(Type type) => type.Name[..^Suffix.Length];

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string[] Words<T>(Func<T, string> word)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(word)];

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        // What is no parameter of the record is absent where there is nothing to say, and never null.
        bool isNullable = IsNullable(context, schema) && context.PropertyInfo is not { AssociatedParameter: null };
        if (Special(type) is { } special)
            return OrNull(special, isNullable);
        if (context.Path.Length > 0 && ReferenceTo(type) is { } name)
            return OrNull(new JsonObject { ["$ref"] = References + name }, isNullable);
        if (schema["type"] is JsonArray types && !isNullable)
            schema["type"] = types.Select(t => t!.GetValue<string>()).Single(t => t != "null");
        return schema;
    }

    private static bool IsNullable(JsonSchemaExporterContext context, JsonNode schema) =>
        Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null
        || (schema is JsonObject && schema["type"] is JsonArray types && types.Any(t => t?.GetValue<string>() == "null"));

    private static JsonObject? Special(Type type)
    {
        if (type == typeof(Said))
            return new JsonObject { ["type"] = "integer", ["enum"] = new JsonArray(0, 1) };
        if (type == typeof(DecisionAnswerShape))
            return OneOf("Decision", "DecisionDetail");
        if (type == typeof(JobResultShape))
            return OneOf("Decision", "Refusal");
        if (type == typeof(Lateness))
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Words<Lateness>(v => Snake($"{v}")).Select(Text)]) };
        return type == typeof(Cell) ? new JsonObject { ["type"] = new JsonArray("string", "number", "null") } : null;
    }

    private static JsonObject OneOf(params string[] names) => new()
    {
        ["anyOf"] = new JsonArray([.. names.Select(name => new JsonObject { ["$ref"] = References + name })]),
    };

    private static string? ReferenceTo(Type type)
    {
        if (Enumerations.TryGetValue(type, out var enumeration))
            return enumeration.Name;
        return Types.ContainsValue(type) ? NameOf(type) : null;
    }

    private static JsonObject OrNull(JsonObject schema, bool isNullable) =>
        isNullable ? new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) } : schema;
}

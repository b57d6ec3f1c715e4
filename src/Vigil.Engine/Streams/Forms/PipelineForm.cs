using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>The second way of writing a stream: a source with a JSON Schema, and a feature pipeline of transformations.</summary>
internal static class PipelineForm
{
    /// <summary>Names of the transformations.</summary>
    public const string Imputation = "imputation", Scaling = "scaling", Aggregation = "time_window_aggregation";

    private static readonly string[] Kinds = [Imputation, Scaling, Aggregation];

    /// <summary>A schema in JSON Schema's words.</summary>
    public static ObjectShape JsonSchema { get; } = new(
        "keys with values: type, properties, required",
        new FormKey("type", Shapes.Choice("the type of a transaction", ["object"]), "Always object.", "object"),
        new FormKey("properties", new MapShape(Property(), "columns, each as name: { type: … }"), "The columns.",
            "{ t: { type: string, format: date-time } }"),
        new FormKey("required", new ListShape(Shapes.Text("the name of a property"), "the names of properties"),
            "Columns without which a row is rejected.", "[t]"));

    /// <summary>One transformation; its type decides what its config is.</summary>
    public static Shape Transformation { get; } = Chain(Kinds);

    /// <summary>The kind of a transformation, or null.</summary>
    public static string? KindOf(YamlNode node) =>
        node is YamlMap map && map.TryGet("type", out var type) && type is YamlScalar { Text: var text } ? text : null;

    private static ObjectShape Property() => new(
        "a property such as { type: number }",
        new FormKey("type", Shapes.Choice("a type", ["string", "number", "integer", "boolean"]), "The value's type.", "string"),
        new FormKey("format", Shapes.Text("a format such as date-time or ipv4"), "date-time for the time.", "date-time"),
        new FormKey("title", Shapes.Text("a title"), "For people.", "Amount"),
        new FormKey("description", Shapes.Text("a description"), "For people.", "in euro"));

    private static EitherShape Chain(ReadOnlySpan<string> kinds)
    {
        string kind = kinds[0];
        Shape rest = kinds.Length == 1 ? Of("a transformation", Kinds, new AnyShape(), "{}") : Chain(kinds[1..]);
        return new EitherShape(node => KindOf(node) == kind, Of(kind, [kind], Config(kind), Example(kind)), rest);
    }

    private static ObjectShape Of(string what, string[] kinds, Shape config, string example) => new(
        what + " with type and config",
        new FormKey("type", Shapes.Choice("a transformation", kinds), "What is done.", kinds[0], IsRequired: true),
        new FormKey("config", config, "How it is done.", example, IsRequired: true));

    private static ObjectShape Config(string kind) => kind switch
    {
        Imputation => new ObjectShape(
            "keys with values: strategy, fill_value",
            new FormKey("strategy", ModelForm.Imputation(), "How missing values are filled.", "mean", IsRequired: true),
            new FormKey("fill_value", Shapes.Number(double.MinValue, double.MaxValue, "(finite)"), "The value for strategy: constant.",
                "1")),
        Scaling => new ObjectShape(
            "the key method", new FormKey("method", ModelForm.Scaling(), "How values are scaled.", "standard", IsRequired: true)),
        _ => new ObjectShape(
            "keys with values: entity_key, windows, aggregations, fields",
            new FormKey("entity_key", new ListShape(Shapes.Text("the name of a column"), "the names of columns", orOne: true),
                "Whose transactions are looked at.", "k", true),
            new FormKey("windows", FeatureForm.Windows(), "How far back.", "[1h]", IsRequired: true),
            new FormKey("aggregations", FeatureForm.Aggregations(), "What to compute.", "[count]", IsRequired: true),
            new FormKey("field", new ListShape(Shapes.Text("the name of a column"), "the names of columns", orOne: true),
                "The column aggregated.", "a"),
            new FormKey("fields", new ListShape(Shapes.Text("the name of a column"), "the names of columns", orOne: true),
                "The columns aggregated.", "[a]")),
    };

    private static string Example(string kind) => kind switch
    {
        Imputation => "{ strategy: mean }",
        Scaling => "{ method: robust }",
        _ => "{ entity_key: k, windows: [1h], aggregations: [count] }",
    };
}

using System.Text.RegularExpressions;
using Vigil.Engine.Features;
using Vigil.Engine.Streams.Yaml;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Forms;

/// <summary>The stream file's keys: the one table that the check, the JSON Schema and the guide's key list come from.</summary>
internal static partial class StreamForm
{
    private const string ZonePattern = "^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$";

    /// <summary>A field of the schema.</summary>
    public static ObjectShape Field { get; } = new(
        "a field such as { type: number, role: amount }",
        new FormKey("type", Shapes.Choice("a type", Words.Types.Keys), "How its text is read; follows from the role where there is one.",
            "text"),
        new FormKey("role", Shapes.Choice("a role", Words.Roles.Keys), "What it means to Vigil.", "merchant"),
        new FormKey("format", Shapes.Text("a time format such as dd-MM-yyyy HH:mm or unix, or the number format 1.234,56"),
            "For times: the format; without it ISO 8601. For numbers: 1.234,56 for a decimal comma; without it a decimal point.", "unix"),
        new FormKey("required", Shapes.Flag(), "Whether a row without it is rejected; false for an entity that may be missing.", "true"),
        new FormKey("personal", Shapes.Flag(), "Whether it is personal data.", "true"),
        new FormKey("debit", Column(), "For the amount: the column of money that goes out; the amount is credit minus debit.", "out"),
        new FormKey("credit", Column(), "For the amount: the column of money that comes in.", "in"),
        new FormKey("sign", Column(), "For the amount: the column whose word says whether it comes in or goes out.", "side"),
        new FormKey("positive", new ListShape(Shapes.Text("a word"), "words of the column named by sign", orOne: true),
            "The words of the sign's column that make an amount positive; any other makes it negative.", "[credit]"),
        new FormKey("negative", new ListShape(Shapes.Text("a word"), "words of the column named by sign", orOne: true),
            "In place of positive: the words that make an amount negative; any other makes it positive.", "[refund]"),
        new FormKey("clock", Column(), "For the time: the column with the time of day, where its own has the date alone.", "hour"),
        new FormKey("zone", Column(), "For the time: the column with the time zone, such as UTC, +02:00 or Europe/Berlin.", "tz"),
        new FormKey("currency", Shapes.Matching("a currency's code such as EUR", "^[A-Z]{3}$", CurrencySigns.IsCode),
            "For the amount: the currency of all rows, where no column says it.", "EUR"));

    /// <summary>The whole file.</summary>
    public static ObjectShape Root { get; } = new(
        "keys with values: name, schema, features, …",
        new FormKey("version", Shapes.Integer(1, 1), "Version of this form.", "1"),
        new FormKey("name", Shapes.Text("a name of 1 to 256 characters"),
            "The stream's name; kept as lower-case letters, digits, '_' and '-'.", "handbook"),
        new FormKey("time_zone", TimeZone(), "Zone of local times in the data, and of hours and days in features.", "UTC"),
        new FormKey("schema", Schema(), "The columns: name, then type and role.",
            "{ t: { role: time }, k: { role: entity }, a: { role: amount } }"),
        new FormKey("rates", Rates(), "What one unit of a currency is worth in the base: amounts are compared across these currencies.",
            "{ base: EUR, JPY: 0.0061 }"),
        new FormKey("personal", Names("the names of columns"), "Columns with personal data: masked in logs, encrypted at rest.", "[k]"),
        new FormKey("lateness", Shapes.Span(), "How far behind its entity's newest event a late one may come and still be placed.", "1h"),
        new FormKey("remember_ids", Shapes.Span(), "How long the service knows an identifier by itself; later it asks the store.", "30d"),
        new FormKey("edition", Shapes.Integer(FeatureSpec.FirstEdition, FeatureSpec.CurrentEdition),
            "Which meaning rarity and first_seen have: 1 that of models of the first release; without it today's.", "1"),
        new FormKey(
            "features",
            new ListShape(FeatureForm.Item, "a list of features, each starting with '- '"),
            "What to compute; without this key, the default features for the roles.",
            "[{ aggregations: [weekend] }]"),
        new FormKey("preprocessing", ModelForm.Preprocessing, "How feature values are filled and scaled before the detectors see them.",
            "{ scaling: robust }"),
        new FormKey("model", ModelForm.Model, "The detectors and their weights.", "{ trees: 50 }"),
        new FormKey("policy", ModelForm.Policy, "When a risk becomes a review or a block.", "{ review: 70 }"),
        new FormKey("source_type", Shapes.Text("a kind of source: file, kafka, mqtt, …"),
            "Where transactions come from when the stream runs live.", "kafka"),
        new FormKey("config", new MapShape(new AnyShape(), "the source's settings"), "The live source's settings.",
            "{ topic: transactions }"),
        new FormKey("pii_fields", Names("the names of columns"), "The same as personal.", "[k]"),
        new FormKey(
            "transformations",
            new ListShape(PipelineForm.Transformation, "a list of transformations, each starting with '- '"),
            "A feature pipeline: imputation, scaling and time window aggregations.",
            "[{ type: scaling, config: { method: robust } }]"));

    /// <summary>Whether a schema is written as JSON Schema (<c>type: object</c>, <c>properties</c>) and not as our own field
    /// list.</summary>
    public static bool IsJsonSchema(YamlNode node) =>
        node is YamlMap map && map.TryGet("properties", out var properties) && properties is YamlMap fields
        && (map.TryGet("type", out var type) ? type is YamlScalar : fields.Entries.Any(e => e.Value is YamlMap));

    private static EitherShape Schema() =>
        new(IsJsonSchema, PipelineForm.JsonSchema, new MapShape(Field, "columns, each as name: { type: …, role: … }"));

    private static MapShape Rates() => new(
        Shapes.Matching("a number above 0, or for base a currency", "^([0-9.eE+-]+|[A-Za-z]{1,16})$", text => text.Length <= 32),
        "base: EUR, and currencies as name: rate");

    private static ListShape Names(string expected) => new(Shapes.Text("the name of a column"), expected, orOne: true);

    private static Shape Column() => Shapes.Text("the name of a column");

    private static Shape TimeZone() => Shapes.Matching(
        "a time zone of this machine such as UTC or Europe/Berlin",
        ZonePattern,
        id => Zone().IsMatch(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _));

    [GeneratedRegex(ZonePattern, RegexOptions.NonBacktracking)]
    private static partial Regex Zone();
}

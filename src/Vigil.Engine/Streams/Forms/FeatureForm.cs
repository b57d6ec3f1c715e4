using System.Globalization;
using System.Text.Json.Nodes;
using Vigil.Engine.Features;

namespace Vigil.Engine.Streams.Forms;

/// <summary>One entry of <c>features</c>: aggregations, for each of which one feature per window and field is made.</summary>
internal static class FeatureForm
{
    private const string PercentilePattern = "^p(100|[0-9]{1,2}(\\.[0-9]{1,2})?)$";

    /// <summary>The entry's keys.</summary>
    public static ObjectShape Item { get; } = new(
        "a feature such as { entity: customer_id, windows: [1d], aggregations: [count] }",
        new FormKey(
            "entity",
            new ListShape(Shapes.Text("the name of a column, or \"*\" for the whole stream"),
                "the names of columns, or \"*\" for the whole stream", orOne: true),
            "Whose transactions: a column, several together, or \"*\" (the whole stream); without it, of the transaction alone.",
            "k"),
        new FormKey("windows", Windows(), "How far back: time spans, and last<N> for the entity's previous N values.", "[1d, last64]"),
        new FormKey("aggregations", Aggregations(), "What to compute.", "[count, mean]", IsRequired: true),
        new FormKey(
            "field",
            new ListShape(Shapes.Text("the name of a column"), "the name of a column, or a list of names", orOne: true),
            "The column or columns that are aggregated; without it the amount.",
            "a"),
        new FormKey("delay", Shapes.Span(), "How long ago the windows end: how late labels are known.", "7d"),
        new FormKey("name", Shapes.Text("a feature's name"), "A name of your own, where the entry makes exactly one feature.", "busy"));

    /// <summary>A list of windows.</summary>
    public static ListShape Windows() => new(Shapes.Window(), "windows such as [1h, 7d]", orOne: true);

    /// <summary>A list of aggregations.</summary>
    public static ListShape Aggregations()
    {
        var words = Words.Aggregations.Keys.ToArray();
        var known = new HashSet<string>(words);
        var item = new ScalarShape(
            $"an aggregation: {string.Join(", ", words)}, or p0 to p100",
            s => known.Contains(s.Text) || TryPercentile(s.Text, out _),
            () => new()
            {
                ["anyOf"] = new JsonArray(OneOf(words), new JsonObject { ["type"] = "string", ["pattern"] = PercentilePattern })
            },
            words);
        return new ListShape(item, "aggregations such as [count, mean]", orOne: true);
    }

    /// <summary>The aggregation that a word stands for.</summary>
    public static AggregationChoice Parse(string word) =>
        TryPercentile(word, out double percentile) ? new(Aggregation.Percentile, percentile) : new(Words.Aggregations[word], 50);

    private static JsonObject OneOf(IEnumerable<string> words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(w => JsonValue.Create(w))]) };

    private static bool TryPercentile(string word, out double percentile)
    {
        percentile = 0;
        return word.Length is >= 2 and <= 6 && word[0] == 'p'
            && double.TryParse(word.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percentile)
                && percentile is >= 0 and <= 100
            && word[^1] != '.' && word[1] != '.';
    }
}

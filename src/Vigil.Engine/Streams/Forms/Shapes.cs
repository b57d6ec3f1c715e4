using System.Globalization;
using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>The single values that stream files are made of.</summary>
internal static class Shapes
{
    private const int LongestText = 256;

    /// <summary>Any text of 1 to 256 characters.</summary>
    public static Shape Text(string expected) => new ScalarShape(
        expected,
        s => s.Text.Length is >= 1 and <= LongestText && !s.Text.Any(char.IsControl),
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = LongestText });

    /// <summary>One of some words.</summary>
    public static Shape Choice(string kind, IEnumerable<string> words)
    {
        var known = words.ToArray();
        return new ScalarShape(
            $"{kind}: {string.Join(", ", known)}",
            s => known.Contains(s.Text),
            () => new JsonObject { ["enum"] = new JsonArray([.. known.Select(w => JsonValue.Create(w))]) },
            known);
    }

    /// <summary>A number in a range.</summary>
    public static Shape Number(double least, double most, string range) => new ScalarShape(
        $"a number {range}",
        s => Scalars.TryNumber(s, out double value) && value >= least && value <= most,
        () => Range(new JsonObject { ["type"] = "number" }, least, most));

    /// <summary>A whole number in a range.</summary>
    public static Shape Integer(long least, long most) => new ScalarShape(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        s => Scalars.TryInteger(s, out long value) && value >= least && value <= most,
        () => new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    /// <summary>True or false.</summary>
    public static Shape Flag() => new ScalarShape(
        "true or false", s => Scalars.TryFlag(s, out _), () => new JsonObject { ["type"] = "boolean" });

    /// <summary>A time span of 0 to ten years.</summary>
    public static Shape Span() => new ScalarShape(
        "a time span such as 30s, 15m, 1h or 7d (units s, m, h, d, w; at most 3650d)",
        s => Spans.TryParse(s.Text, out _),
        () => Pattern(Spans.Pattern));

    /// <summary>A window.</summary>
    public static Shape Window() => new ScalarShape(
        "a window above 0 and up to 3650d such as 30s, 15m, 1h or 7d (units s, m, h, d, w), or last2 to last65536",
        s => Spans.TryParseWindow(s.Text, out _),
        () => Pattern(Spans.WindowPattern));

    /// <summary>A text of a pattern.</summary>
    public static Shape Matching(string expected, string pattern, Func<string, bool> accepts) =>
        new ScalarShape(expected, s => accepts(s.Text), () => Pattern(pattern));

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Range(JsonObject schema, double least, double most)
    {
        if (double.IsFinite(least) && least > double.MinValue)
            schema["minimum"] = least;
        if (double.IsFinite(most) && most < double.MaxValue)
            schema["maximum"] = most;
        return schema;
    }
}

/// <summary>Reads single values; the same reading serves the check and the loading.</summary>
internal static class Scalars
{
    /// <summary>A finite number without quotes.</summary>
    public static bool TryNumber(YamlScalar scalar, out double value) =>
        double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && scalar.IsPlain
            && double.IsFinite(value);

    /// <summary>A whole number without quotes.</summary>
    public static bool TryInteger(YamlScalar scalar, out long value) =>
        long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && scalar.IsPlain;

    /// <summary><c>true</c> or <c>false</c> without quotes.</summary>
    public static bool TryFlag(YamlScalar scalar, out bool value)
    {
        value = scalar.Text is "true" or "True" or "TRUE";
        return scalar.IsPlain && (value || scalar.Text is "false" or "False" or "FALSE");
    }
}

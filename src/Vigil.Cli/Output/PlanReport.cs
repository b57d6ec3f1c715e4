using System.Globalization;
using System.Text.Json;

namespace Vigil.Cli.Output;

/// <summary>What a stream file would change, or has changed, in lines.</summary>
internal static class PlanReport
{
    /// <summary>One line for the stream, one for each change, one for what will not be whole.</summary>
    /// <param name="plan">As the API answers it.</param>
    public static IEnumerable<string> Lines(JsonElement plan)
    {
        string name = Text(plan, "stream"), served = Text(plan, "served"), definition = Text(plan, "definition");
        var changes = plan.GetProperty("changes");
        yield return served.Length == 0 ? $"{name}: a new stream, definition {definition}"
            : changes.GetArrayLength() == 0 ? $"{name}: served so already, definition {served}"
            : string.Create(CultureInfo.InvariantCulture,
                $"{name}: {changes.GetArrayLength()} changes, definition {served} -> {definition}");
        foreach (var change in changes.EnumerateArray())
            yield return "  " + Line(change);
        foreach (var gap in plan.GetProperty("gaps").EnumerateArray())
            yield return "  ! " + gap.GetString();
    }

    private static string Line(JsonElement change)
    {
        string what = Text(change, "what"), before = Text(change, "before"), after = Text(change, "after"), remark = Text(change, "remark");
        string difference = (before, after) switch
        {
            ("", "") => $"~ {what}",
            ("", _) => $"+ {what}: {after}",
            (_, "") => $"- {what}: {before}",
            _ => $"~ {what}: {before} -> {after}",
        };
        string effect = Text(change, "effect") switch
        {
            "at_once" => "at once",
            "after_build" => "once its state is built from the journal",
            "next_training" => "when a model is trained",
            _ => "REFUSED",
        };
        return $"{difference}  [{effect}{(remark.Length > 0 ? ": " + remark : "")}]";
    }

    private static string Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";
}

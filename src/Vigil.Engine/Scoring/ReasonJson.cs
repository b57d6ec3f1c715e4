using System.Text.Json;

namespace Vigil.Engine.Scoring;

/// <summary>Reasons as JSON, the same from the service and the command line; numbers read back to the same bits.</summary>
public static class ReasonJson
{
    private static readonly JsonEncodedText Reasons = Name("reasons"), Group = Name("group"), Points = Name("points"), Text = Name("text"),
        Feature = Name("feature"), Label = Name("label"), Value = Name("value"), Baseline = Name("baseline"), Members = Name("members");

    /// <summary>Writes the member <c>reasons</c>, groups with their members where they have them.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Reason> reasons)
    {
        json.WriteStartArray(Reasons);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString(Group, reason.Group.Word());
            Write(json, reason.Feature, reason.Value, reason.Baseline, reason.Points, reason.Text);
            if (reason.Members.Count > 0)
                Write(json, reason.Members);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ReasonMember> members)
    {
        json.WriteStartArray(Members);
        foreach (var member in members)
        {
            json.WriteStartObject();
            json.WriteString(Label, member.Label);
            Write(json, member.Feature, member.Value, member.Baseline, member.Points, member.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string feature, double value, double baseline, double points, string text)
    {
        json.WriteString(Feature, feature);
        WriteNumber(json, Value, value);
        WriteNumber(json, Baseline, baseline);
        json.WriteNumber(Points, points);
        json.WriteString(Text, text);
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);

    private static void WriteNumber(Utf8JsonWriter json, JsonEncodedText name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}

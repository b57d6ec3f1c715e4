using System.Text;
using System.Text.Json;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;

namespace Vigil.Server.Streams;

/// <summary>What would become of a stream, or did, as JSON.</summary>
public static class PlanJson
{
    /// <summary>Writes the object of a plan.</summary>
    public static void Write(Utf8JsonWriter json, StreamPlan plan)
    {
        json.WriteStartObject();
        WriteMembers(json, plan);
        json.WriteEndObject();
    }

    /// <summary>The object of a plan; with an error when it cannot be carried out.</summary>
    public static string Text(StreamPlan plan) => Text(json =>
    {
        json.WriteStartObject();
        if (plan.Problems.Any())
            json.WriteString("error"u8, "The stream cannot be changed so: " + string.Join(" | ", plan.Problems));
        WriteMembers(json, plan);
        json.WriteEndObject();
    });

    /// <summary>The object of what was done.</summary>
    public static string Text(AppliedStream applied) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, applied.Sequence);
        json.WriteString("model"u8, applied.Model);
        WriteMembers(json, applied.Plan);
        json.WriteEndObject();
    });

    /// <summary>Writes what a plan changes.</summary>
    public static void WriteMembers(Utf8JsonWriter json, StreamPlan plan)
    {
        json.WriteString("stream"u8, plan.Target.Name);
        json.WriteString("served"u8, plan.Served?.Version);
        json.WriteString("definition"u8, plan.Target.Version);
        json.WriteBoolean("applicable"u8, !plan.Problems.Any());
        json.WriteBoolean("builds"u8, plan.Served is not null && plan.Comparison.NeedsBuild);
        json.WriteStartArray("changes"u8);
        foreach (var change in plan.Comparison.Changes)
            Write(json, change);
        json.WriteEndArray();
        json.WriteStartArray("gaps"u8);
        foreach (string gap in plan.Gaps)
            json.WriteStringValue(gap);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, StreamChange change)
    {
        json.WriteStartObject();
        json.WriteString("what"u8, change.What);
        json.WriteString("before"u8, change.Before);
        json.WriteString("after"u8, change.After);
        json.WriteString("effect"u8, change.Effect switch
        {
            ChangeEffect.AtOnce => "at_once"u8,
            ChangeEffect.AfterBuild => "after_build"u8,
            ChangeEffect.NextTraining => "next_training"u8,
            _ => "refused"u8,
        });
        json.WriteString("remark"u8, change.Remark);
        json.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

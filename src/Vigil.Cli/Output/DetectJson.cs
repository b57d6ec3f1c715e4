using System.Text.Json;
using Vigil.Cli.Inputs;
using Vigil.Cli.Running;
using Vigil.Engine.Scoring;

namespace Vigil.Cli.Output;

/// <summary>The report of <c>detect</c> for programs: one JSON document on standard output.</summary>
internal static class DetectJson
{
    public static void Write(DetectReport report, InputSet inputs, Rejections rejections, bool explains)
    {
        using var stream = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(stream, DecisionLine.Options with { Indented = true });
        json.WriteStartObject();
        WriteSummary(json, report, inputs, rejections);
        WriteColumns(json, inputs);
        json.WriteStartArray("warnings"u8);
        foreach (string warning in InputWarnings.Of(inputs))
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteStartArray("top"u8);
        var format = new DecisionLine(report.Pipeline, explains, hasFields: true);
        foreach (var finding in report.Top)
            format.Write(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteSummary(Utf8JsonWriter json, DetectReport report, InputSet inputs, Rejections rejections)
    {
        json.WriteString("stream"u8, inputs.Stream.Name);
        json.WriteString("model"u8, report.Pipeline.Model!.Version);
        json.WriteNumber("files"u8, inputs.FileCount);
        json.WriteNumber("scored"u8, report.Scored);
        json.WriteNumber("rejected"u8, rejections.Count);
        json.WriteString("from"u8, FieldTexts.Time(report.From));
        json.WriteString("to"u8, FieldTexts.Time(report.To));
        foreach (var outcome in Enum.GetValues<Outcome>())
            json.WriteNumber(outcome.ToString().ToLowerInvariant(), report.Outcomes[(int)outcome]);
        json.WriteNumber("review_from_risk"u8, report.Pipeline.Policy!.Review);
        json.WriteNumber("block_from_risk"u8, report.Pipeline.Policy.Block);
        if (report.Quality() is not { } quality)
            return;
        json.WriteNumber("roc_auc"u8, quality.RocAuc);
        json.WriteNumber("average_precision"u8, quality.AveragePrecision);
    }

    private static void WriteColumns(Utf8JsonWriter json, InputSet inputs)
    {
        json.WriteStartArray("columns"u8);
        foreach (var column in inputs.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, column.Name);
            json.WriteString("role"u8, column.Role.ToString().ToLowerInvariant());
            json.WriteString("format"u8, column.Format);
            json.WriteBoolean("used"u8, column.IsUsed);
            json.WriteString("reason"u8, column.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Output;

/// <summary>Decisions as JSON objects, the same from every verb; numbers are written so that they read back to the same bits.</summary>
/// <param name="pipeline">Where the decisions come from.</param>
/// <param name="isFull">Whether to write the base, and of every feature its contribution, points and value.</param>
/// <param name="hasFields">Whether to write the transaction's fields, as <c>transaction</c>.</param>
internal sealed class DecisionLine(ScoringPipeline pipeline, bool isFull, bool hasFields = false)
{
    /// <summary>The writer's settings; text stays readable, it is no HTML.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("transaction_id"u8, finding.Id());
        json.WriteString("time"u8, FieldTexts.Time(finding.Transaction.Time));
        if (finding.Transaction.Schema.IndexOf(FieldRole.Entity) >= 0)
            json.WriteString("entity"u8, finding.Transaction.Text(FieldRole.Entity));
        if (finding.Transaction.Schema.IndexOf(FieldRole.Currency) >= 0)
            json.WriteString("currency"u8, finding.Transaction.Text(FieldRole.Currency));
        else if (finding.Transaction.Schema.Currency is { } currency)
            json.WriteString("currency"u8, currency);
        if (hasFields)
            WriteFields(json, finding.Transaction);
        json.WriteNumber("risk"u8, finding.Risk);
        json.WriteString("level"u8, finding.Level.ToString().ToLowerInvariant());
        json.WriteString("decision"u8, finding.Outcome.ToString().ToLowerInvariant());
        json.WriteNumber("raw_score"u8, finding.RawScore);
        json.WriteString("model"u8, pipeline.Model!.Version);
        json.WriteNumber("base_points"u8, finding.Explanation.BasePoints);
        ReasonJson.Write(json, finding.Reasons);
        if (isFull)
            WriteDetails(json, finding);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, Transaction transaction)
    {
        json.WriteStartObject("transaction"u8);
        for (int i = 0; i < transaction.Schema.Fields.Length; i++)
        {
            var field = transaction.Schema.Fields[i];
            int slot = transaction.Schema.Slot(i);
            if (field.Role == FieldRole.Time)
                json.WriteString(field.Name, FieldTexts.Time(transaction.Time));
            else if (field.Role == FieldRole.Label)
                Number(json, field.Name, transaction.Label);
            else if (field.Type == FieldType.Number)
                Number(json, field.Name, transaction.Numbers[slot]);
            else if (transaction.Text(slot).IsEmpty)
                json.WriteNull(field.Name);
            else
                json.WriteString(field.Name, transaction.Text(slot));
        }
        json.WriteEndObject();
    }

    private void WriteDetails(Utf8JsonWriter json, Finding finding)
    {
        json.WriteNumber("base"u8, finding.Explanation.Base);
        WriteColumns(json, "contributions", finding.Explanation.Contributions);
        WriteColumns(json, "points", finding.Explanation.Points);
        WriteColumns(json, "features", finding.Features);
    }

    private void WriteColumns(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartObject(name);
        for (int i = 0; i < values.Length; i++)
            Number(json, pipeline.Features[i].Name, values[i]);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}

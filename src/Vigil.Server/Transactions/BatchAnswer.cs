using System.Text.Json;
using Vigil.Engine.Transactions;
using Vigil.Server.Decisions;

namespace Vigil.Server.Transactions;

/// <summary>The results of a batch, in the order in which its transactions came.</summary>
internal static class BatchAnswer
{
    private static readonly JsonEncodedText Results = JsonEncodedText.Encode("results");

    /// <summary>Writes <c>results</c> and the counts into an object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, IReadOnlyList<IncomingTransaction> items, bool isDetailed)
    {
        int scored = 0, duplicates = 0;
        json.WriteStartArray(Results);
        foreach (var item in items)
        {
            WriteItem(json, item, isDetailed);
            if (item.Submission?.Decision is not { } decision)
                continue;
            scored += decision.IsDuplicate ? 0 : 1;
            duplicates += decision.IsDuplicate ? 1 : 0;
        }
        json.WriteEndArray();
        json.WriteNumber("scored"u8, scored);
        json.WriteNumber("rejected"u8, items.Count - scored - duplicates);
        json.WriteNumber("duplicates"u8, duplicates);
    }

    /// <summary>Writes one result: a decision, or what is wrong.</summary>
    public static void WriteItem(Utf8JsonWriter json, IncomingTransaction item, bool isDetailed)
    {
        if (item.Submission?.Decision is not { } decision)
            WriteError(json, item);
        else if (isDetailed)
            DecisionJson.WriteDetail(json, decision, item.Remarks);
        else
            DecisionJson.WriteAnswer(json, decision, item.Remarks);
    }

    /// <summary>Writes the members of errors in an object's <c>errors</c>.</summary>
    public static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ColumnError> errors)
    {
        json.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, error.Column ?? "");
            json.WriteString("found"u8, error.Found);
            json.WriteString("expected"u8, error.Expected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What is wrong with a transaction that has no decision.</summary>
    public static IReadOnlyList<ColumnError> ErrorsOf(IncomingTransaction item) =>
        item.Submission is { } failed ? Submitting.ErrorsOf(failed) : item.Errors;

    private static void WriteError(Utf8JsonWriter json, IncomingTransaction item)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, Submitting.CodeOf(item));
        WriteErrors(json, ErrorsOf(item));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

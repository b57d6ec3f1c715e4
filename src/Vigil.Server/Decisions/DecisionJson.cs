using System.Text.Json;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Decisions as JSON, the same from every route; numbers read back to the same bits.</summary>
internal static class DecisionJson
{
    private static readonly JsonEncodedText Sequence = Name("sequence"), TransactionId = Name("transaction_id"), Stream = Name("stream"),
        Time = Name("time"), Received = Name("received"), Entity = Name("entity"), Amount = Name("amount"),
        Currency = Name("currency"), Risk = Name("risk"),
        Level = Name("level"), Outcome = Name("decision"), Model = Name("model"), Location = Name("location"), Merchant = Name("merchant"),
        Label = Name("label"), ReasonText = Name("reason"),
        ReasonGroup = Name("reason_group"), Duplicate = Name("duplicate"), Ignored = Name("ignored");

    /// <summary>Writes the object of a summary, as lists have it.</summary>
    public static void WriteSummary(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject();
        WriteSummaryMembers(json, decision, decision.StrongestReason());
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes the object of a summary as the answer to who sends a transaction: why is said where it is known, for an explanation of every
    /// approved one would cost more than its score.
    /// </summary>
    public static void WriteAnswer(Utf8JsonWriter json, Decision decision, IReadOnlyList<string>? ignored)
    {
        json.WriteStartObject();
        WriteSummaryMembers(json, decision, decision.Stored is null ? null : decision.StrongestReason());
        WriteIgnored(json, ignored);
        json.WriteEndObject();
    }

    /// <summary>Writes the object with everything.</summary>
    public static void WriteDetail(Utf8JsonWriter json, Decision decision, IReadOnlyList<string>? ignored = null)
    {
        json.WriteStartObject();
        WriteSummaryMembers(json, decision, decision.StrongestReason());
        DecisionDetailJson.WriteMembers(json, decision);
        WriteIgnored(json, ignored);
        json.WriteEndObject();
    }

    /// <summary>Writes a text that may be missing, as null.</summary>
    public static void WriteTextOrNull(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            json.WriteNull(name);
        else
            json.WriteString(name, utf8);
    }

    /// <summary>Writes the names of members that meant nothing, when there are any.</summary>
    public static void WriteIgnored(Utf8JsonWriter json, IReadOnlyList<string>? ignored)
    {
        if (ignored is null or { Count: 0 })
            return;
        json.WriteStartArray(Ignored);
        foreach (string name in ignored)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);

    private static void WriteSummaryMembers(Utf8JsonWriter json, Decision decision, Reason? reason)
    {
        var fields = DecisionFields.Of(decision.Stream);
        var transaction = decision.Transaction;
        json.WriteNumber(Sequence, decision.Sequence);
        if (fields.Id(transaction) is { IsEmpty: false } id)
            json.WriteString(TransactionId, id);
        else
            json.WriteString(TransactionId, fields.IdText(decision));
        json.WriteString(Stream, fields.Name);
        json.WriteTime(Time, transaction.Time);
        json.WriteTime(Received, decision.Received);
        WriteTextOrNull(json, Entity, fields.Entity(transaction));
        json.WriteNumberOrNull(Amount, fields.Amount(transaction));
        WriteTextOrNull(json, Currency, fields.Currency(transaction));
        json.WriteNumber(Risk, decision.Risk);
        json.WriteString(Level, Words.Of(decision.Level));
        json.WriteString(Outcome, Words.Of(decision.Outcome));
        json.WriteString(Model, decision.Snapshot.Model.Version);
        WriteTextOrNull(json, Location, fields.Location(transaction));
        WriteTextOrNull(json, Merchant, fields.Merchant(transaction));
        if (decision.Label is { } isFraud)
            json.WriteNumber(Label, isFraud ? 1 : 0);
        else
            json.WriteNull(Label);
        json.WriteString(ReasonGroup, reason?.Group.Word());
        json.WriteString(ReasonText, reason?.Text);
        if (decision.IsDuplicate)
            json.WriteBoolean(Duplicate, true);
    }
}

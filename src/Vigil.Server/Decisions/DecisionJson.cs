using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Features;
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
        ReasonGroup = Name("reason_group"), Duplicate = Name("duplicate"), Late = Name("late"), Missing = Name("missing");

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
    public static void WriteAnswer(Utf8JsonWriter json, Decision decision, Remarks remarks)
    {
        json.WriteStartObject();
        WriteSummaryMembers(json, decision, decision.Stored is null ? null : decision.StrongestReason());
        remarks.WriteMembers(json);
        json.WriteEndObject();
    }

    /// <summary>Writes the object with everything.</summary>
    public static void WriteDetail(Utf8JsonWriter json, Decision decision, Remarks? remarks = null)
    {
        json.WriteStartObject();
        WriteSummaryMembers(json, decision, decision.StrongestReason());
        DecisionDetailJson.WriteMembers(json, decision);
        remarks?.WriteMembers(json);
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
        json.WriteString(Level, DecisionWords.Of(decision.Level));
        json.WriteString(Outcome, DecisionWords.Of(decision.Outcome));
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
        WriteOddities(json, decision);
    }

    /// <summary>Writes what a decision could not rest on: an entity that is missing, windows that the event came too late for.</summary>
    public static void WriteOddities(Utf8JsonWriter json, Decision decision)
    {
        if (decision.Arrival != Arrival.InOrder)
            json.WriteString(Late, decision.Arrival == Arrival.Late ? "placed"u8 : "left_out"u8);
        if (decision.IsErased || DecisionFields.Of(decision.Stream).MissingEntity(decision.Transaction) is not { } entity)
            return;
        json.WriteStartArray(Missing);
        json.WriteStringValue(entity);
        json.WriteEndArray();
    }
}

using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>
/// What a detailed decision has beyond its summary. <c>base</c> + Σ <c>contribution</c> = <c>raw_score</c> and <c>base_points</c> + Σ
/// <c>points</c> = <c>risk</c>, each within 1e-6.
/// </summary>
internal static class DecisionDetailJson
{
    private static readonly JsonEncodedText RawScore = Name("raw_score"), Base = Name("base"), BasePoints = Name("base_points"),
        Transaction = Name("transaction"), Erased = Name("personal_erased"), Policy = Name("policy"), Review = Name("review"),
        Block = Name("block"), Features = Name("features"), Value = Name("value"), Points = Name("points"), Text = Name("text"),
        FeatureName = Name("name"), Label = Name("label"), Unit = Name("unit"), ValueText = Name("value_text"),
        EntityText = Name("entity_baseline_text"), PeerText = Name("peer_baseline_text"),
        EntityBaseline = Name("entity_baseline"), PeerBaseline = Name("peer_baseline"), Contribution = Name("contribution"),
        Latitude = Name("latitude"), Longitude = Name("longitude"), Device = Name("device"), Ip = Name("ip");

    /// <summary>Writes the members.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Decision decision)
    {
        var explanation = decision.Explain();
        json.WriteNumber(RawScore, decision.RawScore);
        json.WriteNumber(Base, explanation.Base);
        json.WriteNumber(BasePoints, explanation.BasePoints);
        WriteTransaction(json, decision);
        json.WriteBoolean(Erased, decision.IsErased);
        var (latitude, longitude) = DecisionFields.Of(decision.Stream).Place(decision.Transaction);
        json.WriteNumberOrNull(Latitude, latitude);
        json.WriteNumberOrNull(Longitude, longitude);
        DecisionJson.WriteTextOrNull(json, Device, DecisionFields.Of(decision.Stream).Device(decision.Transaction));
        DecisionJson.WriteTextOrNull(json, Ip, DecisionFields.Of(decision.Stream).Ip(decision.Transaction));
        json.WriteStartObject(Policy);
        json.WriteNumber(Review, decision.Snapshot.Policy.Review);
        json.WriteNumber(Block, decision.Snapshot.Policy.Block);
        json.WriteEndObject();
        ReasonJson.Write(json, decision.Reasons());
        WriteFeatures(json, decision, explanation);
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);

    private static void WriteTransaction(Utf8JsonWriter json, Decision decision)
    {
        var (transaction, names) = (decision.Transaction, DecisionFields.Of(decision.Stream).FieldNames);
        var schema = transaction.Schema;
        json.WriteStartObject(Transaction);
        for (int i = 0; i < names.Length; i++)
        {
            var field = schema.Fields[i];
            if (field.Role == FieldRole.Time)
                json.WriteTime(names[i], transaction.Time);
            else if (field.Role == FieldRole.Label)
                json.WriteNumberOrNull(names[i], transaction.Label);
            else if (field.Type == FieldType.Number)
                json.WriteNumberOrNull(names[i], transaction.Numbers[schema.Slot(i)]);
            else
                DecisionJson.WriteTextOrNull(json, names[i], transaction.Text(schema.Slot(i)));
        }
        json.WriteEndObject();
    }

    private static void WriteFeatures(Utf8JsonWriter json, Decision decision, Explanation explanation)
    {
        var names = DecisionFields.Of(decision.Stream).FeatureNames;
        var model = decision.Snapshot.Model;
        var words = decision.Words();
        json.WriteStartArray(Features);
        for (int i = 0; i < names.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString(FeatureName, names[i]);
            json.WriteString(Label, words[i].Label);
            json.WriteString(Unit, words[i].Unit.Word());
            json.WriteString(ValueText, words[i].Value);
            json.WriteString(EntityText, words[i].Entity);
            json.WriteString(PeerText, words[i].Peers);
            json.WriteNumberOrNull(Value, decision.Features[i]);
            json.WriteNumberOrNull(EntityBaseline, decision.Baselines[i]);
            json.WriteNumberOrNull(PeerBaseline, decision.Snapshot.Typical[i]);
            json.WriteNumber(Contribution, explanation.Contributions[i]);
            json.WriteNumber(Points, explanation.Points[i]);
            json.WriteString(Text, words[i].Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

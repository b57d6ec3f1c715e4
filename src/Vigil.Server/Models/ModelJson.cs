using System.Globalization;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Models;
using Vigil.Server.Http;

namespace Vigil.Server.Models;

/// <summary>Model versions as JSON.</summary>
internal static class ModelJson
{
    /// <summary>Writes the object of a list.</summary>
    public static void Write(Utf8JsonWriter json, StoredModel model)
    {
        json.WriteStartObject();
        WriteMembers(json, model);
        json.WriteEndObject();
    }

    /// <summary>Writes the object with what the model reads and the stream file that it was trained with.</summary>
    public static void WriteDetail(Utf8JsonWriter json, StoredModel stored, LoadedModel loaded)
    {
        json.WriteStartObject();
        WriteMembers(json, stored);
        json.WriteStartObject("policy"u8);
        json.WriteNumber("review"u8, loaded.Snapshot.Policy.Review);
        json.WriteNumber("block"u8, loaded.Snapshot.Policy.Block);
        json.WriteEndObject();
        json.WriteStartArray("features"u8);
        for (int i = 0; i < loaded.Model.Features.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, loaded.Model.Features[i]);
            json.WriteNumberOrNull(JsonEncodedText.Encode("typical"), loaded.Model.Typical[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("yaml"u8, loaded.Model.Stream);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, StoredModel model)
    {
        json.WriteString("version"u8, model.Version);
        json.WriteString("stream"u8, model.Stream);
        json.WriteString("created"u8, TimeText.Of(model.Created));
        json.WriteStartObject("trained_on"u8);
        json.WriteNumber("transactions"u8, model.Transactions);
        json.WriteString("from"u8, TimeText.Of(model.From));
        json.WriteString("to"u8, TimeText.Of(model.To));
        json.WriteEndObject();
        // A number beyond 2^53 would not survive in a browser.
        json.WriteString("seed"u8, model.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteString("status"u8, model.IsChampion ? "champion" : model.Promoted is null ? "candidate" : "retired");
        if (model.Promoted is { } sequence)
            json.WriteNumber("promoted"u8, sequence);
        else
            json.WriteNull("promoted"u8);
    }
}

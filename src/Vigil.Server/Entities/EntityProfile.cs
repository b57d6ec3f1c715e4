using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Scoring;
using Vigil.Server.Decisions;
using Vigil.Server.Http;

namespace Vigil.Server.Entities;

/// <summary>What an entity is like: totals of a time, habits of its most recent decisions.</summary>
/// <param name="Volume">The totals.</param>
/// <param name="Recent">The most recent decisions whatever the time, newest first; at least one.</param>
/// <param name="FirstTime">Event time of its first decision.</param>
/// <param name="Zone">In which hours and days are told.</param>
internal sealed record EntityProfile(EntityVolume Volume, List<Decision> Recent, long FirstTime, TimeZoneInfo Zone)
{
    /// <summary>How many decisions habits are computed from at most.</summary>
    public const int MostRecent = 1000;

    /// <summary>Writes the object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var last = Recent[0];
        json.WriteStartObject();
        DecisionJson.WriteTextOrNull(json, JsonEncodedText.Encode("entity"), DecisionFields.Of(last.Stream).Entity(last.Transaction));
        json.WriteString("stream"u8, last.Stream.Name);
        json.WriteString("first_time"u8, TimeText.Of(FirstTime));
        json.WriteString("last_time"u8, TimeText.Of(Volume.Decisions == 0 ? last.Transaction.Time : Volume.LastTime));
        json.WriteNumber("decisions"u8, Volume.Decisions);
        json.WriteNumber("alerts"u8, Volume.Alerts);
        json.WriteNumber("max_risk"u8, Volume.MaxRisk);
        json.WriteNumber("recent"u8, Recent.Count);
        json.WriteNumber("review"u8, Recent.Count(d => d.Outcome == Outcome.Review));
        json.WriteNumber("block"u8, Recent.Count(d => d.Outcome == Outcome.Block));
        EntityAmounts.Write(json, Volume, Recent);
        EntityHabits.Write(json, Recent, Zone);
        WriteBaselines(json, last);
        json.WriteStartObject("labels"u8);
        json.WriteNumber("fraud"u8, Recent.Count(d => d.Label == true));
        json.WriteNumber("legitimate"u8, Recent.Count(d => d.Label == false));
        json.WriteEndObject();
        json.WriteBoolean("erased"u8, last.IsErased);
        json.WriteEndObject();
    }

    private static void WriteBaselines(Utf8JsonWriter json, Decision last)
    {
        var names = DecisionFields.Of(last.Stream).FeatureNames;
        json.WriteStartArray("baselines"u8);
        for (int i = 0; i < names.Length; i++)
        {
            if (double.IsNaN(last.Baselines[i]))
                continue;
            json.WriteStartObject();
            json.WriteString("feature"u8, names[i]);
            json.WriteNumber("value"u8, last.Baselines[i]);
            json.WriteNumberOrNull(JsonEncodedText.Encode("typical"), last.Snapshot.Typical[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

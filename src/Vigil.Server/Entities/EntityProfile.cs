using System.Text;
using System.Text.Json;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Server.Decisions;
using Vigil.Server.Http;

namespace Vigil.Server.Entities;

/// <summary>What an entity is like: totals of all its decisions, habits of the most recent ones.</summary>
internal static class EntityProfile
{
    /// <summary>How many decisions habits are computed from at most.</summary>
    public const int Recent = 1000;

    private const int Names = 20;

    /// <summary>Writes the object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="volume">The totals.</param>
    /// <param name="recent">The most recent decisions, newest first; at least one.</param>
    /// <param name="firstTime">Event time of its first decision.</param>
    public static void Write(Utf8JsonWriter json, EntityVolume volume, List<Decision> recent, long firstTime)
    {
        var last = recent[0];
        json.WriteStartObject();
        DecisionJson.WriteTextOrNull(json, JsonEncodedText.Encode("entity"), DecisionFields.Of(last.Stream).Entity(last.Transaction));
        json.WriteString("stream"u8, volume.Stream);
        json.WriteString("first_time"u8, TimeText.Of(firstTime));
        json.WriteString("last_time"u8, TimeText.Of(volume.LastTime));
        json.WriteNumber("decisions"u8, volume.Decisions);
        json.WriteNumber("alerts"u8, volume.Alerts);
        json.WriteNumber("max_risk"u8, volume.MaxRisk);
        json.WriteNumber("recent"u8, recent.Count);
        json.WriteNumber("review"u8, recent.Count(d => d.Outcome == Outcome.Review));
        json.WriteNumber("block"u8, recent.Count(d => d.Outcome == Outcome.Block));
        WriteAmount(json, volume, recent);
        WriteHabits(json, recent);
        WriteBaselines(json, last);
        json.WriteStartObject("labels"u8);
        json.WriteNumber("fraud"u8, recent.Count(d => d.Label == true));
        json.WriteNumber("legitimate"u8, recent.Count(d => d.Label == false));
        json.WriteEndObject();
        json.WriteBoolean("erased"u8, last.IsErased);
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, EntityVolume volume, List<Decision> recent)
    {
        double[] amounts = [.. recent.Select(d => DecisionFields.Of(d.Stream).Amount(d.Transaction)).Where(double.IsFinite).Order()];
        json.WriteStartObject("amount"u8);
        json.WriteNumber("total"u8, volume.Amount);
        Write("mean", amounts.Length == 0 ? double.NaN : amounts.Average());
        Write("median", amounts.Length == 0 ? double.NaN : (amounts[(amounts.Length - 1) / 2] + amounts[amounts.Length / 2]) / 2);
        Write("max", amounts.Length == 0 ? double.NaN : amounts[^1]);
        json.WriteEndObject();

        void Write(string name, double value) => json.WriteNumberOrNull(JsonEncodedText.Encode(name), value);
    }

    private static void WriteHabits(Utf8JsonWriter json, List<Decision> recent)
    {
        var hours = new int[7, 24];
        foreach (var decision in recent)
        {
            var utc = DateTimeOffset.UnixEpoch.AddTicks(decision.Transaction.Time * TimeSpan.TicksPerMicrosecond);
            var time = TimeZoneInfo.ConvertTime(utc, decision.Stream.Schema.TimeZone);
            hours[((int)time.DayOfWeek + 6) % 7, time.Hour]++;
        }
        json.WriteStartObject("habits"u8);
        // Monday first.
        json.WriteStartArray("hours_by_weekday"u8);
        for (int day = 0; day < 7; day++)
        {
            json.WriteStartArray();
            for (int hour = 0; hour < 24; hour++)
                json.WriteNumberValue(hours[day, hour]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        WriteNames(json, "merchants", recent.Select(d => Encoding.UTF8.GetString(DecisionFields.Of(d.Stream).Merchant(d.Transaction))));
        WriteNames(json, "locations", recent.Select(d => Encoding.UTF8.GetString(DecisionFields.Of(d.Stream).Location(d.Transaction))));
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string member, IEnumerable<string> names)
    {
        json.WriteStartArray(member);
        foreach (var (name, count) in names.Where(n => n.Length > 0).CountBy(n => n)
            .OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Take(Names))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
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
            json.WriteNumberOrNull(JsonEncodedText.Encode("typical"), last.Snapshot.Model.Typical[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

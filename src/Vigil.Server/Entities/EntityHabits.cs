using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;
using Vigil.Server.Decisions;
using Vigil.Server.Http;

namespace Vigil.Server.Entities;

/// <summary>When, where, with whom and how often an entity usually pays.</summary>
internal static class EntityHabits
{
    private const int Names = 20, Days = 28;

    /// <summary>Writes <c>habits</c> and <c>pace</c>.</summary>
    public static void Write(Utf8JsonWriter json, List<Decision> recent, TimeZoneInfo zone)
    {
        json.WriteStartObject("habits"u8);
        json.WriteString("time_zone"u8, zone.Id);
        WriteHours(json, recent, zone);
        WriteNames(json, "merchants", recent, (f, t) => Text(f.Merchant(t)));
        WriteNames(json, "locations", recent, (f, t) => Text(f.Location(t)));
        WriteNames(json, "devices", recent, (f, t) => Text(f.Device(t)));
        WriteNames(json, "ips", recent, (f, t) => Text(f.Ip(t)));
        json.WriteEndObject();
        WritePace(json, recent, zone);
    }

    private static void WriteHours(Utf8JsonWriter json, List<Decision> recent, TimeZoneInfo zone)
    {
        var hours = new int[7, 24];
        foreach (var decision in recent)
        {
            var time = Local(decision, zone);
            hours[((int)time.DayOfWeek + 6) % 7, time.Hour]++;
        }
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
    }

    private static void WriteNames(
        Utf8JsonWriter json, string member, List<Decision> recent, Func<DecisionFields, Transaction, string> name)
    {
        json.WriteStartArray(member);
        foreach (var (text, count) in recent.Select(d => name(DecisionFields.Of(d.Stream), d.Transaction)).Where(n => n.Length > 0)
            .CountBy(n => n).OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Take(Names))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, text);
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePace(Utf8JsonWriter json, List<Decision> recent, TimeZoneInfo zone)
    {
        long[] times = [.. recent.Select(d => d.Transaction.Time).Order()];
        long[] gaps = [.. times.Zip(times.Skip(1), (a, b) => b - a).Order()];
        var last = DateOnly.FromDateTime(Local(recent.MaxBy(d => d.Transaction.Time)!, zone).DateTime);
        int[] days = new int[Days];
        foreach (var decision in recent)
            if (last.DayNumber - DateOnly.FromDateTime(Local(decision, zone).DateTime).DayNumber is >= 0 and < Days and var ago)
                days[Days - 1 - ago]++;
        json.WriteStartObject("pace"u8);
        json.WriteNumberOrNull(JsonEncodedText.Encode("median_gap_s"), gaps.Length == 0 ? double.NaN : gaps[gaps.Length / 2] / 1e6);
        json.WriteString("last_day"u8, last.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteStartArray("days"u8);
        foreach (int count in days)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static DateTimeOffset Local(Decision decision, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(
        DateTimeOffset.UnixEpoch.AddTicks(decision.Transaction.Time * TimeSpan.TicksPerMicrosecond), zone);

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}

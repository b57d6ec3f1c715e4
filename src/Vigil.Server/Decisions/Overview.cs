using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Decisions;
using Vigil.Engine.Scoring;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>What the decisions of a time add up to, from roll-ups.</summary>
internal sealed class Overview(ServerParts parts)
{
    private const int TopEntities = 10, TopLocations = 50;
    private readonly DecisionPages _pages = new(parts);

    /// <summary>Answers with the figures.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var reader = new QueryReader(context.Request.Query);
        string? stream = reader.Text("stream");
        var span = OverviewSpan.Read(reader, TimeText.Now(parts.Time));
        if (reader.Problem() is { } problem)
            return problem;
        var (decisions, cancellation) = (parts.Storage.Decisions, context.RequestAborted);
        var volume = await decisions.VolumeAsync(stream, span.From, span.To, span.StepMinutes, cancellation);
        var previous = await decisions.VolumeAsync(
            stream, span.Previous.From, span.Previous.To, span.StepMinutes, cancellation);
        var usual = await UsualVolume.OfAsync(decisions, stream, span, TimeText.Now(parts.Time), cancellation);
        var entities = await NamedAsync(
            await decisions.TopEntitiesAsync(stream, span.From, span.To, TopEntities, cancellation), cancellation);
        var locations = await decisions.LocationsAsync(stream, span.From, span.To, TopLocations, cancellation);
        var latency = await decisions.DelaysAsync(stream, span.From, span.To, cancellation);
        var answer = JsonAnswer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteString("from"u8, TimeText.Of(span.From));
        json.WriteString("to"u8, TimeText.Of(span.To));
        json.WriteString("step"u8, span.StepName);
        WriteSeries(json, volume, span, usual);
        json.WritePropertyName("totals"u8);
        WriteTotals(json, volume);
        json.WritePropertyName("previous"u8);
        WriteTotals(json, previous);
        usual.Write(json);
        WriteEntities(json, entities);
        WriteLocations(json, locations);
        WriteLatency(json, latency);
        json.WriteEndObject();
        return answer;
    }

    // Only a decision of it knows the name: indexes hold keyed hashes. Erased, it has none.
    private async Task<List<(string Name, EntityVolume Volume)>> NamedAsync(
        IReadOnlyList<EntityVolume> entities, CancellationToken cancellation)
    {
        var named = new List<(string Name, EntityVolume Volume)>();
        foreach (var entity in entities)
            if (await _pages.FindAsync(entity.LastSequence, cancellation) is { } last
                && Encoding.UTF8.GetString(DecisionFields.Of(last.Stream).Entity(last.Transaction)) is { Length: > 0 } name)
                named.Add((name, entity));
        return named;
    }

    // Steps without decisions are there as well: a gap in a chart would look like a gap in the service.
    private static void WriteSeries(Utf8JsonWriter json, IReadOnlyList<VolumePoint> volume, OverviewSpan span, UsualVolume usual)
    {
        var points = volume.ToDictionary(p => p.Time);
        json.WriteStartArray("series"u8);
        for (long time = span.From; time < span.To; time += span.Step)
        {
            points.TryGetValue(time, out var point);
            json.WriteStartObject();
            json.WriteString("time"u8, TimeText.Of(time));
            foreach (var outcome in Enum.GetValues<Outcome>())
                json.WriteNumber(DecisionWords.Of(outcome), point?.Outcomes[(int)outcome] ?? 0);
            foreach (var level in Enum.GetValues<RiskLevel>())
                json.WriteNumber(DecisionWords.Of(level), point?.Levels[(int)level] ?? 0);
            usual.WritePoint(json, time);
            AmountJson.Write(json, point?.Amounts ?? []);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTotals(Utf8JsonWriter json, IReadOnlyList<VolumePoint> volume)
    {
        long decisions = volume.Sum(p => p.Outcomes.Sum());
        long review = volume.Sum(p => p.Outcomes[(int)Outcome.Review]), block = volume.Sum(p => p.Outcomes[(int)Outcome.Block]);
        json.WriteStartObject();
        json.WriteNumber("decisions"u8, decisions);
        json.WriteNumber("review"u8, review);
        json.WriteNumber("block"u8, block);
        AmountJson.Write(json, volume.SelectMany(p => p.Amounts));
        json.WriteNumber("alerts_share"u8, decisions == 0 ? 0 : (double)(review + block) / decisions);
        json.WriteEndObject();
    }

    private static void WriteEntities(Utf8JsonWriter json, List<(string Name, EntityVolume Volume)> entities)
    {
        json.WriteStartArray("top_entities"u8);
        foreach (var (name, entity) in entities)
        {
            json.WriteStartObject();
            json.WriteString("entity"u8, name);
            json.WriteString("stream"u8, entity.Stream);
            json.WriteNumber("decisions"u8, entity.Decisions);
            json.WriteNumber("alerts"u8, entity.Alerts);
            json.WriteNumber("max_risk"u8, entity.MaxRisk);
            AmountJson.Write(json, entity.Amounts);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteLocations(Utf8JsonWriter json, LocationVolumes volumes)
    {
        json.WriteString("locations_from"u8, TimeText.Of(volumes.From));
        json.WriteString("locations_to"u8, TimeText.Of(volumes.To));
        json.WriteStartArray("locations"u8);
        foreach (var location in volumes.Items)
        {
            json.WriteStartObject();
            json.WriteString("location"u8, location.Location);
            json.WriteNumberOrNull(JsonEncodedText.Encode("latitude"), location.Latitude);
            json.WriteNumberOrNull(JsonEncodedText.Encode("longitude"), location.Longitude);
            json.WriteNumber("decisions"u8, location.Decisions);
            AmountJson.Write(json, location.Amounts);
            json.WriteNumber("alerts"u8, location.Alerts);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteLatency(Utf8JsonWriter json, DelaySummary latency)
    {
        json.WriteStartObject("latency"u8);
        json.WriteNumberOrNull(JsonEncodedText.Encode("p50_ms"), latency.P50);
        json.WriteNumberOrNull(JsonEncodedText.Encode("p99_ms"), latency.P99);
        json.WriteNumber("count"u8, latency.Count);
        json.WriteEndObject();
    }
}

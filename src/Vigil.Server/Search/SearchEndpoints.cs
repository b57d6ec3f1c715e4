using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Http;

namespace Vigil.Server.Search;

/// <summary>Finds what a person half remembers: whole identifiers in indexes, parts of them in the newest decisions.</summary>
public static class SearchEndpoints
{
    /// <summary>Maps the route.</summary>
    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var parts = routes.ServiceProvider.GetRequiredService<ServerParts>();
        routes.MapGet("/api/v1/search", Answering.With(context => AnswerAsync(context, parts))).Requires(Permissions.Read);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, ServerParts parts)
    {
        var reader = new QueryReader(context.Request.Query);
        string? wanted = reader.Text("q")?.Trim(), stream = reader.Text("stream");
        long? cursor = reader.Integer("cursor", 1);
        if (string.IsNullOrEmpty(wanted))
            reader.Fail("q", "nothing", "an identifier, a part of one, a merchant or a sequence number");
        if (stream is not null && parts.Service.Find(stream) is null)
            reader.Fail("stream", stream, "one of " + string.Join(", ", parts.Service.Streams.Select(s => s.Name)));
        if (reader.Problem() is { } problem)
            return problem;
        var streams = parts.Service.Streams.Where(s => stream is null || s.Name == stream).ToList();
        var whole = cursor is null ? await new ExactSearch(parts).RunAsync(wanted!, streams, context.RequestAborted) : [];
        var part = await new PartSearch(parts).RunAsync(wanted!, stream, cursor, context.RequestAborted);
        var answer = JsonAnswer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var hit in whole.Concat(part.Hits).DistinctBy(h => (h.Kind, h.Stream, h.Name)))
            Write(json, hit);
        json.WriteEndArray();
        json.WriteNumber("looked_at"u8, part.LookedAt);
        if (part.Next is { } next)
            json.WriteString("next"u8, JsonPage.Cursor(next));
        else
            json.WriteNull("next"u8);
        json.WriteEndObject();
        return answer;
    }

    private static void Write(Utf8JsonWriter json, SearchHit hit)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, hit.Kind);
        json.WriteString("stream"u8, hit.Stream);
        json.WriteString("name"u8, hit.Name);
        json.WriteNumber("sequence"u8, hit.Sequence);
        json.WriteBoolean("whole"u8, hit.IsWhole);
        json.WriteEndObject();
    }
}

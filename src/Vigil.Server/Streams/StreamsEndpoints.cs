using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Streams;

/// <summary>Streams: what is served, and whether a stream file is right.</summary>
public static class StreamsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapStreams(this IEndpointRouteBuilder routes)
    {
        var endpoints = new Endpoints(routes.ServiceProvider.GetRequiredService<ServerParts>());
        var group = routes.MapGroup("/api/v1/streams");
        group.MapGet("", Answering.With(endpoints.ListAsync)).Requires(Permissions.Read);
        group.MapGet("/{stream}", Answering.With(endpoints.OneAsync)).Requires(Permissions.Read);
        var apply = new ApplyEndpoints(
            routes.ServiceProvider.GetRequiredService<ServerParts>(), routes.ServiceProvider.GetRequiredService<JobQueue>());
        group.MapPost("/diff", Answering.With(apply.DiffAsync)).Requires(Permissions.ManageStreams).AllowsBody(StreamCheckAnswer.MostBytes);
        group.MapPost("/apply", Answering.With(apply.ApplyAsync)).Requires(Permissions.Administer).AllowsBody(StreamCheckAnswer.MostBytes);
        group.MapPost(
            "/check", Answering.With(Endpoints.CheckAsync)).Requires(Permissions.ManageStreams).AllowsBody(StreamCheckAnswer.MostBytes);
    }

    private sealed class Endpoints(ServerParts parts)
    {
        private readonly ServedStreams _streams = new(parts);

        public async Task<IResult> ListAsync(HttpContext context)
        {
            var counts = await parts.Storage.Decisions.CountsAsync(context.RequestAborted);
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteStartArray("items"u8);
            foreach (var stream in parts.Service.Defined.OrderBy(s => s.Name, StringComparer.Ordinal))
                Write(answer.Json, stream, counts.GetValueOrDefault(stream.Name), hasFile: false);
            answer.Json.WriteEndArray();
            answer.Json.WriteNull("next"u8);
            answer.Json.WriteEndObject();
            return answer;
        }

        public async Task<IResult> OneAsync(HttpContext context)
        {
            string name = context.Route("stream");
            Problem? problem = null;
            if ((parts.Service.Defined.FirstOrDefault(s => s.Name == name) ?? _streams.Find(name, out problem)) is not { } stream)
                return problem!;
            var counts = await parts.Storage.Decisions.CountsAsync(context.RequestAborted);
            var answer = JsonAnswer.Rent();
            Write(answer.Json, stream, counts.GetValueOrDefault(stream.Name), hasFile: true);
            return answer;
        }

        public static async Task<IResult> CheckAsync(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, StreamCheckAnswer.MostBytes);
            if (body.IsTooLarge)
                return HttpRequests.TooLarge(StreamCheckAnswer.MostBytes);
            var answer = JsonAnswer.Rent();
            StreamCheckAnswer.Write(answer.Json, body.Bytes);
            return answer;
        }

        private void Write(Utf8JsonWriter json, LiveStream stream, long decisions, bool hasFile)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, stream.Name);
            json.WriteString("time_zone"u8, stream.Schema.TimeZone.Id);
            WriteFields(json, stream.Schema);
            json.WriteNumber("features"u8, stream.Features.Length);
            json.WriteString("definition"u8, stream.Version);
            if (stream.Since > 0)
                json.WriteString("since"u8, TimeText.Of(stream.Since));
            else
                json.WriteNull("since"u8);
            json.WriteString("model"u8, stream.Snapshot?.Model.Version);
            if (stream.Snapshot is { Policy: var policy })
            {
                json.WriteStartObject("policy"u8);
                json.WriteNumber("review"u8, policy.Review);
                json.WriteNumber("block"u8, policy.Block);
                json.WriteEndObject();
            }
            json.WriteNumber("decisions"u8, decisions);
            json.WriteNumber("sequence"u8, parts.Service.CommittedSequence);
            if (hasFile)
                json.WriteString("yaml"u8, StreamTemplate.Write(stream.Definition));
            json.WriteEndObject();
        }

        private static void WriteFields(Utf8JsonWriter json, TransactionSchema schema)
        {
            json.WriteStartArray("fields"u8);
            foreach (var field in schema.Fields)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, field.Name);
                json.WriteString("type"u8, field.Type.ToString().ToLowerInvariant());
                json.WriteString("role"u8, field.Role == FieldRole.None ? null : field.Role.ToString().ToLowerInvariant());
                json.WriteBoolean("required"u8, field.IsRequired);
                json.WriteBoolean("personal"u8, field.IsPersonal);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
    }
}

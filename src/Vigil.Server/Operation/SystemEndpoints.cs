using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Http;

namespace Vigil.Server.Operation;

/// <summary>How the service is doing, for those who run it.</summary>
public static class SystemEndpoints
{
    /// <summary>Maps the route.</summary>
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        var parts = routes.ServiceProvider.GetRequiredService<ServerParts>();
        var endpoints = new Endpoints(parts, TimeText.Now(parts.Time));
        routes.MapGet("/api/v1/system", Answering.With(endpoints.AnswerAsync)).Requires(Permissions.Read);
    }

    private sealed class Endpoints(ServerParts parts, long started)
    {
        private static readonly string Version = typeof(SystemEndpoints).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

        public async Task<IResult> AnswerAsync(HttpContext context)
        {
            var answer = JsonAnswer.Rent();
            var json = answer.Json;
            json.WriteStartObject();
            json.WriteString("version"u8, Version);
            json.WriteString("started"u8, TimeText.Of(started));
            json.WriteString("state"u8, parts.Service.State.Phase.ToString().ToLowerInvariant());
            json.WriteString("reason"u8, parts.Service.State.Reason);
            await WriteStoreAsync(json, context.RequestAborted);
            json.WriteStartObject("queue"u8);
            json.WriteNumber("depth"u8, parts.Service.QueueDepth);
            json.WriteNumber("capacity"u8, parts.Scoring.QueueCapacity);
            json.WriteEndObject();
            WriteSnapshot(json);
            await WriteWebhookAsync(json, context.RequestAborted);
            json.WriteStartArray("streams"u8);
            foreach (var stream in parts.Service.Streams.OrderBy(s => s.Name, StringComparer.Ordinal))
                json.WriteStringValue(stream.Name);
            json.WriteEndArray();
            json.WriteEndObject();
            return answer;
        }

        private async Task WriteStoreAsync(Utf8JsonWriter json, CancellationToken cancellation)
        {
            var (bytes, schema) = parts.StoreFigures();
            var counts = await parts.Storage.Decisions.CountsAsync(cancellation);
            json.WriteStartObject("store"u8);
            json.WriteNumber("bytes"u8, bytes);
            json.WriteNumber("decisions"u8, counts.Values.Sum());
            json.WriteNumber("schema"u8, schema);
            json.WriteNumber("sequence"u8, parts.Service.CommittedSequence);
            json.WriteEndObject();
        }

        private async Task WriteWebhookAsync(Utf8JsonWriter json, CancellationToken cancellation)
        {
            if (parts.Http.AuditWebhook is null)
            {
                json.WriteNull("audit_webhook"u8);
                return;
            }
            long told = await parts.Storage.Audit.DeliveredAsync(cancellation);
            long lag = await AuditWebhook.LagAsync(parts.Storage.Audit, cancellation);
            json.WriteStartObject("audit_webhook"u8);
            json.WriteNumber("told"u8, told);
            json.WriteNumber("lag"u8, lag);
            json.WriteEndObject();
        }

        private void WriteSnapshot(Utf8JsonWriter json)
        {
            if (parts.Service.LastSnapshot is not var (sequence, time))
            {
                json.WriteNull("snapshot"u8);
                return;
            }
            json.WriteStartObject("snapshot"u8);
            json.WriteNumber("sequence"u8, sequence);
            json.WriteString("time"u8, TimeText.Of(TimeText.Micros(time)));
            json.WriteEndObject();
        }
    }
}

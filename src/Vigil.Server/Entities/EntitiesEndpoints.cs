using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Server.Access;
using Vigil.Server.Decisions;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Jobs;
using Vigil.Server.Transactions;
using Vigil.Server.Views;

namespace Vigil.Server.Entities;

/// <summary>Entities: who stands out, what one is like, its history, and its erasure.</summary>
public static class EntitiesEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapEntities(this IEndpointRouteBuilder routes)
    {
        var endpoints = new Endpoints(
            routes.ServiceProvider.GetRequiredService<ServerParts>(), routes.ServiceProvider.GetRequiredService<TransactionsWork>());
        var group = routes.MapGroup("/api/v1/streams/{stream}/entities");
        group.MapGet("", Answering.With(endpoints.ListAsync)).Requires(Permissions.Read);
        group.MapGet("/{entity}", Answering.With(endpoints.ProfileAsync)).Requires(Permissions.Read);
        group.MapGet("/{entity}/history", Answering.With(endpoints.HistoryAsync)).Requires(Permissions.Read);
        group.MapDelete("/{entity}", Answering.With(endpoints.EraseAsync)).Requires(Permissions.Administer);
        // Any identifier fits into the query; a path loses "." and "..", and proxies change what they do not like in it.
        var one = routes.MapGroup("/api/v1/streams/{stream}/entity");
        one.MapGet("", Answering.With(endpoints.ProfileAsync)).Requires(Permissions.Read);
        one.MapGet("/history", Answering.With(endpoints.HistoryAsync)).Requires(Permissions.Read);
        one.MapDelete("", Answering.With(endpoints.EraseAsync)).Requires(Permissions.Administer);
    }

    private sealed class Endpoints(ServerParts parts, TransactionsWork work)
    {
        private readonly ServedStreams _streams = new(parts);
        private readonly SealedViews _views = new(parts.Storage, parts.Key);
        private readonly DecisionPages _pages = new(parts);

        public async Task<IResult> ListAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            string? query = reader.Text("query");
            long from = reader.Time("from") ?? 0, to = reader.Time("to", includesDay: true) ?? long.MaxValue;
            int limit = reader.Limit();
            var stream = _streams.Find(context.Route("stream"), out var problem);
            if ((problem ?? reader.Problem()) is { } failure)
                return failure;
            var decisions = parts.Storage.Decisions;
            var found = query is null ? await decisions.TopEntitiesAsync(stream!.Name, from, to, limit, context.RequestAborted)
                : await decisions.EntityAsync(stream!.Name, Hash(stream, query), from, to, context.RequestAborted) is { } one ? [one] : [];
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteStartArray("items"u8);
            foreach (var entity in found)
                await WriteAsync(answer.Json, entity, context.RequestAborted);
            answer.Json.WriteEndArray();
            answer.Json.WriteNull("next"u8);
            answer.Json.WriteEndObject();
            return answer;
        }

        public async Task<IResult> ProfileAsync(HttpContext context)
        {
            var (stream, volume, problem) = await FindAsync(context);
            if (problem is not null)
                return problem;
            var filter = new DecisionFilter { Stream = stream!.Name, Entity = volume!.Entity };
            var reader = Query(context);
            long from = reader.Time("from") ?? long.MinValue, to = reader.Time("to", includesDay: true) ?? long.MaxValue;
            var zone = Zone(reader, stream);
            if (reader.Problem() is { } faulty)
                return faulty;
            var (recent, _) = await _pages.PageAsync(
                new DecisionQuery(filter, null), null, newestFirst: true, EntityProfile.MostRecent, context.RequestAborted);
            var oldest = await parts.Storage.Decisions.ListAsync(filter, null, newestFirst: false, 1, context.RequestAborted);
            var first = await _pages.ReadAsync(oldest[0], context.RequestAborted);
            var ranged = await parts.Storage.Decisions.EntityAsync(stream.Name, volume.Entity, from, to, context.RequestAborted)
                ?? volume with { Decisions = 0, Alerts = 0, MaxRisk = 0, Amounts = [] };
            var answer = JsonAnswer.Rent();
            new EntityProfile(ranged, recent, first.Transaction.Time, zone).Write(answer.Json);
            return answer;
        }

        public async Task<IResult> HistoryAsync(HttpContext context)
        {
            var (stream, volume, problem) = await FindAsync(context);
            if (problem is not null)
                return problem;
            var query = new DecisionQuery(new DecisionFilter { Stream = stream!.Name, Entity = volume!.Entity }, null);
            return await Query(context).PageAsync(
                (cursor, limit) => _pages.PageAsync(query, cursor, newestFirst: true, limit, context.RequestAborted));
        }

        // The identifier is in the query where it is not in the path.
        private static QueryReader Query(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            if (!context.Request.RouteValues.ContainsKey("entity"))
                reader.Text("id");
            return reader;
        }

        public async Task<IResult> EraseAsync(HttpContext context)
        {
            var stream = _streams.Find(context.Route("stream"), out var problem);
            string entity = EntityOf(context, ref problem);
            // The log of who did what must not keep what is erased.
            string target = stream is null ? "" : stream.Name + "/" + Hash(stream, entity).ToString("x16", CultureInfo.InvariantCulture);
            long decisions = 0;
            if (problem is null)
            {
                decisions = (await parts.Storage.Decisions.EntityAsync(
                    stream!.Name, Hash(stream, entity), long.MinValue, long.MaxValue, context.RequestAborted))?.Decisions ?? 0;
                // What was begun is ended, and noted, though nobody waits for the answer any more.
                await _views.EraseAsync(stream, entity, CancellationToken.None);
                int waiting = await work.EraseAsync(stream, entity, CancellationToken.None);
                if (await parts.Service.EraseAsync(stream, entity, context.Actor()) is null && waiting == 0)
                {
                    await context.AuditAsync("entity.erase", target, "not_found");
                    problem = Problem.NotFound("There is no personal data of an entity with this identifier in this stream.");
                }
            }
            if (problem is not null)
                return problem;
            await context.AuditAsync("entity.erase", target);
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteBoolean("erased"u8, true);
            answer.Json.WriteNumber("decisions"u8, decisions);
            answer.Json.WriteEndObject();
            return answer;
        }

        private static TimeZoneInfo Zone(QueryReader reader, LiveStream stream)
        {
            if (reader.Text("zone") is not { } name)
                return stream.Schema.TimeZone;
            if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
                return zone;
            reader.Fail("zone", "another text", "the name of a time zone such as Europe/Zurich");
            return TimeZoneInfo.Utc;
        }

        private static long Hash(LiveStream stream, string entity) => (long)stream.Personal.EntityOf(Encoding.UTF8.GetBytes(entity));

        // In the path, or else in the query.
        private static string EntityOf(HttpContext context, ref Problem? problem)
        {
            if (context.Request.RouteValues.ContainsKey("entity"))
                return context.Route("entity");
            if (context.Request.Query["id"] is [{ Length: > 0 } id])
                return id;
            problem ??= Problem.Invalid(new FieldError("id", "nothing", "the entity's identifier, percent-encoded: ?id=…"));
            return "";
        }

        private async Task<(LiveStream? Stream, EntityVolume? Volume, Problem? Problem)> FindAsync(HttpContext context)
        {
            var stream = _streams.Find(context.Route("stream"), out var problem);
            string entity = EntityOf(context, ref problem);
            if (problem is not null)
                return (stream, null, problem);
            var volume = await parts.Storage.Decisions.EntityAsync(
                stream!.Name, Hash(stream, entity), long.MinValue, long.MaxValue, context.RequestAborted);
            return (stream, volume, volume is null
                ? Problem.NotFound("There is no decision about an entity with this identifier in this stream.") : null);
        }

        // Only a decision of it knows the name: indexes hold keyed hashes. Erased, it has none and is left out.
        private async Task WriteAsync(Utf8JsonWriter json, EntityVolume entity, CancellationToken cancellation)
        {
            var last = await _pages.FindAsync(entity.LastSequence, cancellation);
            if (last is null || DecisionFields.Of(last.Stream).Entity(last.Transaction) is not { IsEmpty: false } name)
                return;
            json.WriteStartObject();
            json.WriteString("entity"u8, name);
            json.WriteNumber("decisions"u8, entity.Decisions);
            json.WriteNumber("alerts"u8, entity.Alerts);
            json.WriteString("last_time"u8, TimeText.Of(entity.LastTime));
            json.WriteNumber("max_risk"u8, entity.MaxRisk);
            AmountJson.Write(json, entity.Amounts);
            json.WriteEndObject();
        }
    }
}

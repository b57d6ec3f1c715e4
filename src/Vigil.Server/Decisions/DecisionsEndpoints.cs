using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Fairness;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Decisions: lists, one with everything, replay, export, live, and what they add up to.</summary>
public static class DecisionsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var parts = routes.ServiceProvider.GetRequiredService<ServerParts>();
        var lane = routes.ServiceProvider.GetRequiredService<ReadLane>();
        var endpoints = new Endpoints(parts, new DecisionPages(parts));
        var group = routes.MapGroup("/api/v1").Requires(Permissions.Read);
        group.MapGet("/decisions", endpoints.List);
        group.MapGet("/decisions/count", endpoints.Count);
        group.MapGet("/decisions/{sequence:long}", endpoints.One);
        group.MapGet("/decisions/by-transaction/{stream}/{transaction_id}", endpoints.ByTransaction);
        var shares = routes.ServiceProvider.GetRequiredService<FairShares>();
        var slow = routes.ServiceProvider.GetRequiredKeyedService<ReadLane>(FairnessServices.LongReads);
        routes.MapPost("/api/v1/decisions/{sequence:long}/replay", new ReplayedDecision(parts, shares.Replays, slow).Answer)
            .Requires(Permissions.Replay);
        group.MapGet("/decisions/export", new DecisionExport(parts, shares.Exports, lane).Answer).KeepsOffReadLane();
        group.MapGet("/decisions/live", routes.ServiceProvider.GetRequiredService<LiveDecisions>().Answer).KeepsOffReadLane();
        group.MapGet("/overview", new Overview(parts).Answer);
        routes.MapGet("/detect-anomalies", endpoints.Anomalies).Requires(Permissions.Read);
    }

    private sealed class Endpoints(ServerParts parts, DecisionPages pages)
    {
        public Task List(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var query = DecisionQuery.Read(reader, parts.Service);
            bool newestFirst = reader.Choice("order", "newest", "oldest") == "newest";
            long? from = query.SearchedFrom(parts.Storage.Decisions);
            return reader.Choice("sort", "time", "risk", "amount") switch
            {
                "risk" => reader.RankedAsync(context, pages, query, DecisionRank.Risk, from),
                "amount" => reader.RankedAsync(context, pages, query, DecisionRank.Amount, from),
                _ => reader.PageAsync(context, (cursor, limit) => pages.Page(query, cursor, newestFirst, limit), from),
            };
        }

        public async Task Count(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var query = DecisionQuery.Read(reader, parts.Service);
            if (reader.Problem() is { } problem)
            {
                await problem.WriteAsync(context);
                return;
            }
            var count = pages.Count(query);
            using var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteNumber("count"u8, count.Count);
            long? from = query.SearchedFrom(parts.Storage.Decisions);
            answer.Json.WriteBoolean("whole"u8, count.IsWhole && from is null);
            DecisionList.WriteSearchedFrom(answer.Json, from);
            answer.Json.WriteEndObject();
            await answer.SendAsync(context);
        }

        public async Task Anomalies(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var request = AnomalyRequest.Read(reader, parts.Service);
            var (cursor, limit) = (reader.Integer("cursor", 1), reader.Limit());
            if (reader.Problem() is { } problem)
            {
                await problem.WriteAsync(context);
                return;
            }
            using var answer = Write(request, cursor, limit);
            await answer.SendAsync(context);
        }

        private JsonAnswer Write(AnomalyRequest request, long? cursor, int limit)
        {
            var (items, next) = pages.Page(request.Query, cursor, newestFirst: true, limit);
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteString("from"u8, TimeText.Of(request.From));
            answer.Json.WriteString("to"u8, TimeText.Of(request.To));
            DecisionList.WriteMembers(answer.Json, items, DecisionList.Text(next));
            answer.Json.WriteEndObject();
            return answer;
        }

        public Task One(HttpContext context) =>
            AnswerAsync(context, pages.Find(Sequence(context)), "There is no decision with this sequence, or it is not kept any more.");

        public Task ByTransaction(HttpContext context)
        {
            var stream = parts.Service.Find(context.Route("stream"));
            byte[] id = Encoding.UTF8.GetBytes(context.Route("transaction_id"));
            return AnswerAsync(context, stream is null ? null : parts.Service.Reader.Find(stream, id),
                "There is no decision of a transaction with this identifier in this stream.");
        }

        private static long Sequence(HttpContext context) => long.Parse(context.Route("sequence"), CultureInfo.InvariantCulture);

        private static async Task AnswerAsync(HttpContext context, Decision? decision, string missing)
        {
            if (decision is null)
            {
                await Problem.NotFound(missing).WriteAsync(context);
                return;
            }
            using var answer = JsonAnswer.Rent();
            DecisionJson.WriteDetail(answer.Json, decision);
            await answer.SendAsync(context);
        }
    }
}

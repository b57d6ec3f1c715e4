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
        group.MapGet("/decisions", Answering.With(endpoints.ListAsync));
        group.MapGet("/decisions/count", Answering.With(endpoints.CountAsync));
        group.MapGet("/decisions/{sequence:long}", Answering.With(endpoints.OneAsync));
        group.MapGet("/decisions/by-transaction/{stream}/{transaction_id}", Answering.With(endpoints.ByTransactionAsync));
        var shares = routes.ServiceProvider.GetRequiredService<FairShares>();
        var slow = routes.ServiceProvider.GetRequiredKeyedService<ReadLane>(FairnessServices.LongReads);
        routes.MapPost(
            "/api/v1/decisions/{sequence:long}/replay", Answering.With(new ReplayedDecision(parts, shares.Replays, slow).AnswerAsync))
            .Requires(Permissions.Replay);
        group.MapGet("/decisions/export", Answering.With(new DecisionExport(parts, shares.Exports, lane).AnswerAsync)).KeepsOffReadLane();
        group.MapGet(
            "/decisions/live", Answering.With(routes.ServiceProvider.GetRequiredService<LiveDecisions>().AnswerAsync)).KeepsOffReadLane();
        group.MapGet("/overview", Answering.With(new Overview(parts).AnswerAsync));
        routes.MapGet("/detect-anomalies", Answering.With(endpoints.AnomaliesAsync)).Requires(Permissions.Read);
    }

    private sealed class Endpoints(ServerParts parts, DecisionPages pages)
    {
        public async Task<IResult> ListAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var query = DecisionQuery.Read(reader, parts.Service);
            bool newestFirst = reader.Choice("order", "newest", "oldest") == "newest";
            long? from = await query.SearchedFromAsync(parts.Storage.Decisions, context.RequestAborted);
            return reader.Choice("sort", "time", "risk", "amount") switch
            {
                "risk" => await reader.RankedAsync(pages, query, DecisionRank.Risk, from, context.RequestAborted),
                "amount" => await reader.RankedAsync(pages, query, DecisionRank.Amount, from, context.RequestAborted),
                _ => await reader.PageAsync(
                    (cursor, limit) => pages.PageAsync(query, cursor, newestFirst, limit, context.RequestAborted), from),
            };
        }

        public async Task<IResult> CountAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var query = DecisionQuery.Read(reader, parts.Service);
            if (reader.Problem() is { } problem)
                return problem;
            var count = await pages.CountAsync(query, context.RequestAborted);
            long? from = await query.SearchedFromAsync(parts.Storage.Decisions, context.RequestAborted);
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteNumber("count"u8, count.Count);
            answer.Json.WriteBoolean("whole"u8, count.IsWhole && from is null);
            DecisionList.WriteSearchedFrom(answer.Json, from);
            answer.Json.WriteEndObject();
            return answer;
        }

        public async Task<IResult> AnomaliesAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var request = AnomalyRequest.Read(reader, parts.Service);
            var (cursor, limit) = (reader.Integer("cursor", 1), reader.Limit());
            if (reader.Problem() is { } problem)
                return problem;
            var (items, next) = await pages.PageAsync(request.Query, cursor, newestFirst: true, limit, context.RequestAborted);
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteString("from"u8, TimeText.Of(request.From));
            answer.Json.WriteString("to"u8, TimeText.Of(request.To));
            DecisionList.WriteMembers(answer.Json, items, DecisionList.Text(next));
            answer.Json.WriteEndObject();
            return answer;
        }

        public async Task<IResult> OneAsync(HttpContext context)
        {
            long sequence = long.Parse(context.Route("sequence"), CultureInfo.InvariantCulture);
            return Answer(await pages.FindAsync(sequence, context.RequestAborted),
                "There is no decision with this sequence, or it is not kept any more.");
        }

        public async Task<IResult> ByTransactionAsync(HttpContext context)
        {
            var stream = parts.Service.Find(context.Route("stream"));
            byte[] id = Encoding.UTF8.GetBytes(context.Route("transaction_id"));
            return Answer(stream is null ? null : await parts.Service.Reader.FindAsync(stream, id, context.RequestAborted),
                "There is no decision of a transaction with this identifier in this stream.");
        }

        private static IResult Answer(Decision? decision, string missing)
        {
            if (decision is null)
                return Problem.NotFound(missing);
            var answer = JsonAnswer.Rent();
            DecisionJson.WriteDetail(answer.Json, decision);
            return answer;
        }
    }
}

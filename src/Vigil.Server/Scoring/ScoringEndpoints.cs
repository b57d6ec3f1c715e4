using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Scoring;

/// <summary>Scoring with fields named by role, whatever the stream calls them.</summary>
public static class ScoringEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapScoring(this IEndpointRouteBuilder routes)
    {
        var endpoints = new Endpoints(
            routes.ServiceProvider.GetRequiredService<ServerParts>(), routes.ServiceProvider.GetRequiredService<IntakeTermsFactory>());
        var group = routes.MapGroup("/api/v1/scoring/score").Requires(Permissions.Score);
        group.MapPost("", Answering.With(endpoints.OneAsync));
        group.MapPost("/batch", Answering.With(endpoints.BatchAsync)).AllowsBody(endpoints.BatchBytes);
        routes.MapPost("/predict", Answering.With(endpoints.PredictAsync)).Requires(Permissions.Score);
    }

    private sealed class Endpoints(ServerParts parts, IntakeTermsFactory factory)
    {
        private readonly ServedStreams _streams = new(parts);

        public long BatchBytes => parts.Limits.BatchBytes;

        public async Task<IResult> OneAsync(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, parts.Limits.BodyBytes);
            var request = ScoreRequest.Read(context, body, parts.Limits.BodyBytes, JsonTokenType.StartObject, _streams, out var problem);
            if (request is null || factory.Of(context, request.Stream, request.Explains, out problem, byRole: true) is not { } terms)
                return problem!;
            var item = SingleTransaction.Read(request.Data.Span, terms);
            problem = await SingleTransaction.DecideAsync(factory, item, terms, context.RequestAborted, "data.");
            return problem is null ? SingleTransaction.Answer(item, terms) : problem;
        }

        public async Task<IResult> BatchAsync(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, BatchBytes);
            var request = ScoreRequest.Read(context, body, BatchBytes, JsonTokenType.StartArray, _streams, out var problem);
            List<IncomingTransaction>? items = null;
            var read = request is null ? null : factory.Of(context, request.Stream, request.Explains, out problem, byRole: true);
            if (read is { } terms)
                items = IncomingBatch.ReadArray(request!.Data, terms, parts.Http.BatchTransactions, "data", out problem);
            problem ??= await ManyTransactions.DecideAsync(factory, items!, read!.Value, "data", context.RequestAborted);
            if (problem is not null)
                return problem;
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteString("model_name"u8, request!.Stream.Name);
            BatchAnswer.WriteMembers(answer.Json, items!, request.Explains);
            answer.Json.WriteEndObject();
            return answer;
        }

        public async Task<IResult> PredictAsync(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, parts.Limits.BodyBytes);
            var problem = body.IsTooLarge ? HttpRequests.TooLarge(parts.Limits.BodyBytes)
                : context.Request.IsJson() ? null : HttpRequests.NotJson();
            IncomingTransaction? item = null;
            IntakeTerms? read = null;
            if (problem is null && _streams.Default(out problem) is { } stream)
                read = factory.Of(context, stream, explains: true, out problem, byRole: true);
            if (read is { } terms)
                item = SingleTransaction.Read(body.Bytes, terms);
            problem ??= await SingleTransaction.DecideAsync(factory, item!, read!.Value, context.RequestAborted);
            if (problem is not null)
                return problem;
            var answer = JsonAnswer.Rent();
            Prediction.Write(answer.Json, item!.Submission!.Decision!, item.Remarks);
            return answer;
        }
    }
}

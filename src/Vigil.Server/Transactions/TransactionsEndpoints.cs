using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>Transactions in the fields of their stream: one at a time and many.</summary>
public static class TransactionsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapTransactions(this IEndpointRouteBuilder routes)
    {
        var endpoints = new Endpoints(
            routes.ServiceProvider.GetRequiredService<ServerParts>(), routes.ServiceProvider.GetRequiredService<IntakeTermsFactory>());
        var group = routes.MapGroup("/api/v1/streams/{stream}/transactions").Requires(Permissions.Score);
        group.MapPost("", Answering.With(endpoints.OneAsync));
        group.MapPost("/batch", Answering.With(endpoints.BatchAsync)).AllowsBody(endpoints.BatchBytes);
        var import = new ImportEndpoint(routes.ServiceProvider.GetRequiredService<ServerParts>());
        // Who teaches a stream from its history need not be one who may score.
        routes.MapPost("/api/v1/streams/{stream}/transactions/import", Answering.With(import.ImportAsync))
            .Requires(Permissions.ManageStreams).AllowsBody(ImportEndpoint.MostBytes);
    }

    private sealed class Endpoints(ServerParts parts, IntakeTermsFactory factory)
    {
        private readonly ServedStreams _streams = new(parts);

        public long BatchBytes => parts.Limits.BatchBytes;

        /// <summary>The hot path: no model binding, no reflection, nothing but bytes in and bytes out.</summary>
        public async Task<IResult> OneAsync(HttpContext context)
        {
            if (Terms(context, out var problem) is not { } terms)
                return problem!;
            using var body = await RequestBody.ReadAsync(context, parts.Limits.BodyBytes);
            if (body.IsTooLarge)
                return HttpRequests.TooLarge(parts.Limits.BodyBytes);
            if (!context.Request.IsJson())
                return HttpRequests.NotJson();
            var item = SingleTransaction.Read(body.Bytes, terms);
            problem = await SingleTransaction.DecideAsync(factory, item, terms, context.RequestAborted);
            return problem is null ? SingleTransaction.Answer(item, terms) : problem;
        }

        public async Task<IResult> BatchAsync(HttpContext context)
        {
            if (Terms(context, out var problem) is not { } terms)
                return problem!;
            using var body = await RequestBody.ReadAsync(context, BatchBytes);
            if (body.IsTooLarge)
                return HttpRequests.TooLarge(BatchBytes);
            if (Read(context.Request, body.Memory, terms, out problem) is not { } items)
                return problem!;
            if (await ManyTransactions.DecideAsync(factory, items, terms, TransactionList.Member, context.RequestAborted)
                is { } undecided)
                return undecided;
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            BatchAnswer.WriteMembers(answer.Json, items, terms.Explains);
            answer.Json.WriteEndObject();
            return answer;
        }

        private IntakeTerms? Terms(HttpContext context, out Problem? problem)
        {
            bool explains = context.Request.Flag("explain", out problem);
            var stream = problem is null ? _streams.Find(context.Route("stream"), out problem) : null;
            return stream is null ? null : factory.Of(context, stream, explains, out problem);
        }

        private List<IncomingTransaction>? Read(HttpRequest request, ReadOnlyMemory<byte> body, IntakeTerms terms, out Problem? problem)
        {
            if (request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) == true)
                return IncomingBatch.ReadLines(body, terms, parts.Http.BatchTransactions, out problem);
            problem = request.IsJson() ? null : HttpRequests.NotJson("application/json or application/x-ndjson");
            return problem is null ? TransactionList.Read(body, terms, parts.Http.BatchTransactions, out problem) : null;
        }
    }
}

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
        group.MapPost("", endpoints.One);
        group.MapPost("/batch", endpoints.Batch).AllowsBody(endpoints.BatchBytes);
        var import = new ImportEndpoint(routes.ServiceProvider.GetRequiredService<ServerParts>());
        // Who teaches a stream from its history need not be one who may score.
        routes.MapPost("/api/v1/streams/{stream}/transactions/import", import.Import)
            .Requires(Permissions.ManageStreams).AllowsBody(ImportEndpoint.MostBytes);
    }

    private sealed class Endpoints(ServerParts parts, IntakeTermsFactory factory)
    {
        private readonly ServedStreams _streams = new(parts);

        public long BatchBytes => parts.Limits.BatchBytes;

        /// <summary>The hot path: no model binding, no reflection, nothing but bytes in and bytes out.</summary>
        public async Task One(HttpContext context)
        {
            if (Terms(context, out var problem) is not { } terms)
            {
                await problem!.WriteAsync(context);
                return;
            }
            using var body = await RequestBody.ReadAsync(context, parts.Limits.BodyBytes);
            var item = body.IsTooLarge || !context.Request.IsJson() ? null : SingleTransaction.Read(body.Bytes, terms);
            if (item is null)
                await (body.IsTooLarge ? HttpRequests.TooLarge(parts.Limits.BodyBytes) : HttpRequests.NotJson()).WriteAsync(context);
            else
                await SingleTransaction.AnswerAsync(context, factory, item, terms);
        }

        public async Task Batch(HttpContext context)
        {
            if (Terms(context, out var problem) is not { } terms)
            {
                await problem!.WriteAsync(context);
                return;
            }
            using var body = await RequestBody.ReadAsync(context, BatchBytes);
            var items = body.IsTooLarge ? null : Read(context.Request, body.Memory, terms, out problem);
            problem = body.IsTooLarge ? HttpRequests.TooLarge(BatchBytes)
                : items is null ? problem
                : await ManyTransactions.DecideAsync(factory, items, terms, TransactionList.Member, context.RequestAborted);
            if (problem is not null)
            {
                await problem.WriteAsync(context);
                return;
            }
            using var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            BatchAnswer.WriteMembers(answer.Json, items!, terms.Explains);
            answer.Json.WriteEndObject();
            await answer.SendAsync(context);
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

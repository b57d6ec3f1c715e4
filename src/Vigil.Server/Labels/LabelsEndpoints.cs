using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Decisions;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Labels;

/// <summary>Labels: what became known about transactions, one at a time or in a file.</summary>
public static class LabelsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapLabels(this IEndpointRouteBuilder routes)
    {
        var endpoints = new Endpoints(routes.ServiceProvider.GetRequiredService<ServerParts>());
        var group = routes.MapGroup("/api/v1/labels");
        group.MapGet("", Answering.With(endpoints.ListAsync)).Requires(Permissions.Read);
        routes.MapGet("/api/v1/decisions/{sequence:long}/labels", Answering.With(endpoints.OfDecisionAsync)).Requires(Permissions.Read);
        group.MapPost("", Answering.With(endpoints.OneAsync)).Requires(Permissions.Label);
        group.MapPost("/batch", Answering.With(endpoints.ManyAsync)).Requires(Permissions.Label);
        group.MapPost("/file", Answering.With(endpoints.FileAsync)).Requires(Permissions.Label).AllowsBody(endpoints.FileBytes);
    }

    private sealed class Endpoints(ServerParts parts)
    {
        private readonly ServedStreams _streams = new(parts);
        // What was said of one decision; more than that nobody reads.
        private const int MostFacts = 100;

        private readonly DecisionPages _pages = new(parts);

        public long FileBytes => parts.Limits.BatchBytes;

        public async Task<IResult> OneAsync(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, parts.Limits.BodyBytes);
            var members = BodyMembers.Read(body.Memory, "stream", "transaction_id", "fraud", "type", "comment", "time");
            string? name = members.Text("stream", isRequired: true), id = members.Text("transaction_id", isRequired: true, longest: 4096);
            var conclusion = LabelJson.Read(members);
            long? time = members.Time("time");
            if (time > Latest())
                members.Fail("time", TimeText.Of(time.Value), "a time that is not in the future");
            var problem = body.IsTooLarge ? HttpRequests.TooLarge(parts.Limits.BodyBytes)
                : members.Errors.Count > 0 ? Problem.Invalid(members.Errors) : null;
            LabelResult? result = null;
            if (problem is null && _streams.Find(name!, out problem) is { } stream)
            {
                result = await parts.Service.LabelAsync(stream, id!, conclusion, time, context.Actor(), context.RequestAborted);
                problem = result is null ? Problem.NotFound("There is no transaction with this identifier in this stream.")
                    : result.IsErased ? Erased() : null;
            }
            if (problem is not null)
                return problem;
            if (!result!.IsDuplicate)
                await context.AuditAsync("label", $"{name}/{result.Decision}", "ok", DetailsOf(conclusion));
            var answer = JsonAnswer.Rent();
            Write(answer.Json, result, id!, conclusion);
            return answer;
        }

        public async Task<IResult> ManyAsync(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, parts.Limits.BodyBytes);
            var members = BodyMembers.Read(body.Memory, "decisions", "fraud", "type", "comment");
            long[] decisions = LabelBatch.Read(members);
            var conclusion = LabelJson.Read(members);
            var problem = body.IsTooLarge ? HttpRequests.TooLarge(parts.Limits.BodyBytes)
                : members.Errors.Count > 0 ? Problem.Invalid(members.Errors) : null;
            if (problem is not null)
                return problem;
            var batch = new LabelBatch();
            try
            {
                await batch.ApplyAsync(parts.Service, decisions, conclusion, context.Actor());
            }
            finally
            {
                // Some have it even where others failed, and who repeats the request finds them labelled.
                if (batch.Applied > 0)
                    await context.AuditAsync(
                        "label", FormattableString.Invariant($"{batch.Applied} decisions"), "ok", DetailsOf(conclusion));
            }
            var answer = JsonAnswer.Rent();
            batch.Write(answer.Json);
            return answer;
        }

        public async Task<IResult> OfDecisionAsync(HttpContext context)
        {
            long sequence = long.Parse(context.Route("sequence"), CultureInfo.InvariantCulture);
            if (await parts.Storage.Decisions.FindAsync(sequence, context.RequestAborted) is null)
                return Problem.NotFound("There is no decision with this sequence, or it is not kept any more.");
            var facts = await parts.Service.Reader.LabelsAsync(sequence, MostFacts, context.RequestAborted);
            var answer = JsonAnswer.Rent();
            JsonPage.Write(answer.Json, facts, MostFacts, f => JsonPage.Cursor(f.Sequence), LabelJson.Write);
            return answer;
        }

        public async Task<IResult> FileAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            string? name = reader.Text("stream");
            var problem = reader.Problem();
            var stream = problem is not null ? null
                : name is null ? _streams.Default(out problem) : _streams.Find(name, out problem);
            using var body = await RequestBody.ReadAsync(context, FileBytes);
            if (body.IsTooLarge)
                problem = HttpRequests.TooLarge(FileBytes);
            var file = problem is null ? LabelFile.Read(body.Memory, Latest(), out problem) : null;
            if (problem is not null)
                return problem;
            try
            {
                await file!.ApplyAsync(parts.Service, stream!, context.Actor());
            }
            finally
            {
                if (file!.Applied > 0)
                    await context.AuditAsync(
                        "label.file", stream!.Name, "ok", FormattableString.Invariant($"{{\"applied\":{file.Applied}}}"));
            }
            var answer = JsonAnswer.Rent();
            file.Write(answer.Json);
            return answer;
        }

        public async Task<IResult> ListAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var filter = new DecisionFilter { Stream = reader.Text("stream"), IsLabelled = true };
            return await reader.PageAsync(
                (cursor, limit) => _pages.PageAsync(new DecisionQuery(filter, null), cursor, true, limit, context.RequestAborted));
        }

        private long Latest() => TimeText.Now(parts.Time) + (long)parts.Scoring.Future.TotalMicroseconds;

        private static string DetailsOf(Conclusion conclusion) =>
            conclusion.IsFraud switch { true => "{\"fraud\":1}", false => "{\"fraud\":0}", null => "{\"fraud\":null}" };

        private static Problem Erased() => Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict,
            "The entity of this transaction is erased: nothing is written down about it any more. Label it without type and comment.");

        private static void Write(Utf8JsonWriter json, LabelResult result, string id, Conclusion conclusion)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence"u8, result.Decision);
            json.WriteString("transaction_id"u8, id);
            LabelJson.WriteMembers(json, conclusion);
            if (result.IsDuplicate)
                json.WriteBoolean("duplicate"u8, true);
            json.WriteEndObject();
        }
    }
}

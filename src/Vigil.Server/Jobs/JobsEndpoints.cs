using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Server.Access;
using Vigil.Server.Decisions;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Streams;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Work that is done after it was answered: transactions that were sent to be decided later, and training.</summary>
public static class JobsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var endpoints = new Endpoints(services.GetRequiredService<ServerParts>(), services.GetRequiredService<JobQueue>(),
            services.GetRequiredService<IntakeTermsFactory>());
        routes.MapPost("/api/v1/streams/{stream}/transactions/async", Answering.With(endpoints.AcceptAsync))
            .Requires(Permissions.Score).AllowsBody(endpoints.BatchBytes);
        var group = routes.MapGroup("/api/v1/jobs").Requires(Permissions.Read);
        group.MapGet("", Answering.With(endpoints.ListAsync));
        JobOwner.Allow(group.MapGet("/{id}", Answering.With(endpoints.OneAsync)));
        JobOwner.Allow(group.MapGet("/{id}/results", Answering.With(endpoints.ResultsAsync)));
    }

    /// <summary>The runner and what it can do.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, ServerParts parts) => services
        .AddSingleton<IAuthorizationHandler, JobOwner>()
        .AddSingleton(_ => new JobQueue(parts.Storage.Jobs, parts.Key, parts.Time))
        .AddSingleton<TransactionsWork>()
        .AddSingleton<IJobWork>(s => s.GetRequiredService<TransactionsWork>())
        .AddSingleton<IJobWork, CallbackWork>()
        .AddSingleton<IJobWork>(new TrainingWork(parts.Service, parts.Storage, parts.Time))
        .AddSingleton<IJobWork>(new ApplyWork(parts.Service, parts.Storage.Jobs, parts.Time, PlanJson.Text, PlanJson.Text))
        .AddSingleton<IJobWork>(new RebuildWork(parts.Storage.Projections, parts.Storage.Jobs))
        .AddHostedService<JobService>();

    private sealed class Endpoints(ServerParts parts, JobQueue queue, IntakeTermsFactory terms)
    {
        private readonly ServedStreams _streams = new(parts);
        private readonly CallbackHosts _hosts = new(parts.Http.CallbackHosts);
        private readonly DecisionPages _pages = new(parts);

        public long BatchBytes => parts.Limits.BatchBytes;

        public async Task<IResult> AcceptAsync(HttpContext context)
        {
            if (_streams.Find(context.Route("stream"), out var problem) is not { } stream)
                return problem!;
            using var body = await RequestBody.ReadAsync(context, BatchBytes);
            if (body.IsTooLarge)
                return HttpRequests.TooLarge(BatchBytes);
            if (!context.Request.IsJson())
                return HttpRequests.NotJson();
            var request = AsyncRequest.Read(body.Memory, StreamFields.Of(stream), _hosts, parts.Http.BatchTransactions, out problem);
            if (request is null)
                return problem!;
            string? id = terms.JobOf(context, stream, out problem);
            return problem ?? await AddAsync(context, request, stream, id);
        }

        private async Task<IResult> AddAsync(HttpContext context, AsyncRequest request, LiveStream stream, string? id)
        {
            string? content = id is null ? null : ContentOf(request, stream, id);
            var job = await queue.AddAsync(TransactionsJob.Kind, context.Actor(),
                new TransactionsJob(stream.Name, request.Callback, request.Transactions).Encode(), context.RequestAborted,
                new TransactionsResult(request.Count, 0, 0, 0, []) { Content = content }.Encode(), id);
            if (TransactionsResult.Decode(job.Result)?.Content != content)
                return Idempotency.Reused();
            byte[]? key = request.Callback is null ? null : CallbackJob.KeyOf(parts.Key.Derive("callbacks"), job.Id);
            return JobJson.Accepted(context, job, key);
        }

        // Whom to tell is part of what was asked for.
        private string ContentOf(AsyncRequest request, LiveStream stream, string id)
        {
            var items = IncomingBatch.ReadArray(
                request.Transactions, terms.OfJob(stream, id, TimeText.Now(parts.Time)), int.MaxValue, TransactionList.Member, out _)!;
            return terms.HashOf(items, request.Callback);
        }

        public async Task<IResult> ListAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var (cursor, limit) = (reader.Text("cursor"), reader.Limit());
            if (reader.Problem() is { } problem)
                return problem;
            var found = await parts.Storage.Jobs.ListAsync(cursor, limit + 1, context.RequestAborted);
            var jobs = new List<(Job Job, Told? Callback)>(found.Count);
            foreach (var job in found)
                jobs.Add((job, await CallbackOfAsync(job, context.RequestAborted)));
            var answer = JsonAnswer.Rent();
            JsonPage.Write(answer.Json, jobs, limit, item => item.Job.Id, (json, item) => Write(json, item.Job, item.Callback));
            return answer;
        }

        public async Task<IResult> OneAsync(HttpContext context)
        {
            if (await parts.Storage.Jobs.FindAsync(context.Route("id"), context.RequestAborted) is not { } job)
                return Missing();
            var callback = await CallbackOfAsync(job, context.RequestAborted);
            var answer = JsonAnswer.Rent();
            Write(answer.Json, job, callback);
            return answer;
        }

        public async Task<IResult> ResultsAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            int from = (int)(reader.Integer("cursor", 0, int.MaxValue) ?? 0), limit = reader.Limit();
            if (reader.Problem() is { } problem)
                return problem;
            if (await parts.Storage.Jobs.FindAsync(context.Route("id"), context.RequestAborted) is not { Kind: TransactionsJob.Kind } job)
                return Missing();
            if (job.Status != JobStatus.Done)
                return Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict, "The job is not done yet; ask for its status.");
            var answer = JsonAnswer.Rent();
            await WriteResultsAsync(answer.Json, TransactionsResult.Decode(job.Result)!, from, limit, context.RequestAborted);
            return answer;
        }

        private static Problem Missing() => Problem.NotFound("There is no such job.");

        private async ValueTask<Told?> CallbackOfAsync(Job job, CancellationToken cancellation)
        {
            if (job.Kind != TransactionsJob.Kind
                || await parts.Storage.Jobs.FindAsync(CallbackJob.IdOf(job.Id), cancellation) is not { } callback)
                return null;
            return new Told(callback, CallbackJob.Decode(await queue.InputOfAsync(callback, cancellation)).Url);
        }

        private static void Write(Utf8JsonWriter json, Job job, Told? callback)
        {
            json.WriteStartObject();
            JobJson.WriteMembers(json, job);
            if (callback is var (its, url))
            {
                json.WriteStartObject("callback"u8);
                json.WriteString("url"u8, url);
                json.WriteString("status"u8, its.Status.ToString().ToLowerInvariant());
                json.WriteNumber("attempts"u8, its.Attempts);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }

        private async Task WriteResultsAsync(
            Utf8JsonWriter json, TransactionsResult result, int from, int limit, CancellationToken cancellation)
        {
            long[] sequences = result.Sequences;
            int end = (int)Math.Min((long)from + limit, sequences.Length);
            json.WriteStartObject();
            json.WriteStartArray("items"u8);
            for (int i = from; i < end; i++)
                if (sequences[i] > 0 && await _pages.FindAsync(sequences[i], cancellation) is { } decision)
                    DecisionJson.WriteSummary(json, decision);
                else
                    JobRejectionJson.Write(json, result.Rejections?.FirstOrDefault(rejection => rejection.Index == i));
            json.WriteEndArray();
            if (end < sequences.Length && end > from)
                json.WriteString("next"u8, JsonPage.Cursor(end));
            else
                json.WriteNull("next"u8);
            json.WriteEndObject();
        }

        // The job that tells the callback of another job, and the address that it tells.
        private sealed record Told(Job Job, string Url);
    }
}

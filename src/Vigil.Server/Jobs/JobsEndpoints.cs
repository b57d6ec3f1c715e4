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
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Work that is done after it was answered: transactions that were sent to be decided later, and training.</summary>
public static class JobsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var endpoints = new Endpoints(services.GetRequiredService<ServerParts>(), services.GetRequiredService<JobRunner>(),
            services.GetRequiredService<IntakeTermsFactory>());
        routes.MapPost("/api/v1/streams/{stream}/transactions/async", endpoints.Accept)
            .Requires(Permissions.Score).AllowsBody(endpoints.BatchBytes);
        var group = routes.MapGroup("/api/v1/jobs").Requires(Permissions.Read);
        group.MapGet("", endpoints.List);
        JobOwner.Allow(group.MapGet("/{id}", endpoints.One));
        JobOwner.Allow(group.MapGet("/{id}/results", endpoints.Results));
    }

    /// <summary>The runner and what it can do.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<IAuthorizationHandler, JobOwner>()
        .AddSingleton<TransactionsWork>()
        .AddSingleton<IJobWork>(s => s.GetRequiredService<TransactionsWork>())
        .AddSingleton<IJobWork, CallbackWork>()
        .AddSingleton<IJobWork, TrainingWork>()
        .AddSingleton<IJobWork, ApplyWork>()
        .AddSingleton<JobRunner>()
        .AddSingleton(s => new StreamJobs(s.GetRequiredService<JobRunner>()))
        .AddHostedService(s => s.GetRequiredService<JobRunner>())
        .AddHostedService<EndedJobs>();

    private sealed class Endpoints(ServerParts parts, JobRunner runner, IntakeTermsFactory terms)
    {
        private readonly ServedStreams _streams = new(parts);
        private readonly CallbackHosts _hosts = new(parts.Http.CallbackHosts);
        private readonly DecisionPages _pages = new(parts);

        public long BatchBytes => parts.Limits.BatchBytes;

        public async Task Accept(HttpContext context)
        {
            var stream = _streams.Find(context.Route("stream"), out var problem);
            using var body = await RequestBody.ReadAsync(context, BatchBytes);
            problem ??= body.IsTooLarge ? HttpRequests.TooLarge(BatchBytes) : context.Request.IsJson() ? null : HttpRequests.NotJson();
            var request = problem is null
                ? AsyncRequest.Read(body.Memory, StreamFields.Of(stream!), _hosts, parts.Http.BatchTransactions, out problem) : null;
            string? id = problem is null ? terms.JobOf(context, stream!, out problem) : null;
            if (problem is not null)
            {
                await problem.WriteAsync(context);
                return;
            }
            string? content = id is null ? null : ContentOf(request!, stream!, id);
            var job = runner.Add(TransactionsJob.Kind, context.Actor(),
                new TransactionsJob(stream!.Name, request!.Callback, request.Transactions).Encode(),
                new TransactionsResult(request.Count, 0, 0, 0, []) { Content = content }.Encode(), id);
            if (TransactionsResult.Decode(job.Result)?.Content != content)
            {
                await Idempotency.Reused().WriteAsync(context);
                return;
            }
            byte[]? key = request.Callback is null ? null : CallbackJob.KeyOf(parts.Key.Derive("callbacks"), job.Id);
            await JobJson.AcceptedAsync(context, job, key);
        }

        // Whom to tell is part of what was asked for.
        private string ContentOf(AsyncRequest request, LiveStream stream, string id)
        {
            var items = IncomingBatch.ReadArray(
                request.Transactions, terms.OfJob(stream, id, TimeText.Now(parts.Time)), int.MaxValue, TransactionList.Member, out _)!;
            return terms.HashOf(items, request.Callback);
        }

        public async Task List(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            var (cursor, limit) = (reader.Text("cursor"), reader.Limit());
            if (reader.Problem() is { } problem)
            {
                await problem.WriteAsync(context);
                return;
            }
            using var answer = JsonAnswer.Rent();
            JsonPage.Write(answer.Json, parts.Storage.Jobs.List(cursor, limit + 1), limit, job => job.Id, Write);
            await answer.SendAsync(context);
        }

        public async Task One(HttpContext context)
        {
            if (parts.Storage.Jobs.Find(context.Route("id")) is not { } job)
            {
                await Missing().WriteAsync(context);
                return;
            }
            using var answer = JsonAnswer.Rent();
            Write(answer.Json, job);
            await answer.SendAsync(context);
        }

        public async Task Results(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            int from = (int)(reader.Integer("cursor", 0, int.MaxValue) ?? 0), limit = reader.Limit();
            var job = parts.Storage.Jobs.Find(context.Route("id"));
            var problem = reader.Problem() ?? (job is not { Kind: TransactionsJob.Kind } ? Missing()
                : job.Status == JobStatus.Done ? null
                : Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict, "The job is not done yet; ask for its status."));
            if (problem is not null)
            {
                await problem.WriteAsync(context);
                return;
            }
            using var answer = JsonAnswer.Rent();
            WriteResults(answer.Json, TransactionsResult.Decode(job!.Result)!, from, limit);
            await answer.SendAsync(context);
        }

        private static Problem Missing() => Problem.NotFound("There is no such job.");

        private void Write(Utf8JsonWriter json, Job job)
        {
            json.WriteStartObject();
            JobJson.WriteMembers(json, job);
            if (job.Kind == TransactionsJob.Kind && parts.Storage.Jobs.Find(CallbackJob.IdOf(job.Id)) is { } callback)
            {
                json.WriteStartObject("callback"u8);
                json.WriteString("url"u8, CallbackJob.Decode(runner.InputOf(callback)).Url);
                json.WriteString("status"u8, callback.Status.ToString().ToLowerInvariant());
                json.WriteNumber("attempts"u8, callback.Attempts);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }

        private void WriteResults(Utf8JsonWriter json, TransactionsResult result, int from, int limit)
        {
            long[] sequences = result.Sequences;
            int end = (int)Math.Min((long)from + limit, sequences.Length);
            json.WriteStartObject();
            json.WriteStartArray("items"u8);
            for (int i = from; i < end; i++)
                if (sequences[i] > 0 && _pages.Find(sequences[i]) is { } decision)
                    DecisionJson.WriteSummary(json, decision);
                else
                    JobRejection.Write(json, result.Rejections?.FirstOrDefault(rejection => rejection.Index == i));
            json.WriteEndArray();
            if (end < sequences.Length && end > from)
                json.WriteString("next"u8, JsonPage.Cursor(end));
            else
                json.WriteNull("next"u8);
            json.WriteEndObject();
        }
    }
}

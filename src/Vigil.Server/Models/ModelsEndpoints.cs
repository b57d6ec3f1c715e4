using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Models;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Jobs;
using Vigil.Server.Streams;
using Vigil.Server.Transactions;

namespace Vigil.Server.Models;

/// <summary>Model versions: which there are, training another, promoting one.</summary>
public static class ModelsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var endpoints = new Endpoints(services.GetRequiredService<ServerParts>(), services.GetRequiredService<JobQueue>());
        var group = routes.MapGroup("/api/v1/models");
        group.MapGet("", endpoints.List).Requires(Permissions.Read);
        group.MapGet("/active", endpoints.Active).Requires(Permissions.Read);
        group.MapGet("/{version}", endpoints.One).Requires(Permissions.Read);
        group.MapPost("", endpoints.Add).Requires(Permissions.ManageModels).AllowsBody(MostBytes);
        group.MapPost("/train", endpoints.Train).Requires(Permissions.ManageModels);
        group.MapPost("/{version}/promote", endpoints.Promote).Requires(Permissions.ManageModels);
    }

    private const int MostBytes = 64 << 20;

    private sealed class Endpoints(ServerParts parts, JobQueue jobs)
    {
        private readonly ServedStreams _streams = new(parts);

        public Task List(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            string? stream = reader.Text("stream");
            return reader.Problem() is { } problem ? problem.WriteAsync(context)
                : AnswerAsync(context, parts.Storage.Models.List(stream));
        }

        public Task Active(HttpContext context) =>
            AnswerAsync(context, [.. parts.Storage.Models.List().Where(m => m.IsChampion)]);

        public async Task One(HttpContext context)
        {
            if (Find(context) is not { } stored || parts.Service.Reader.Models.Find(stored.Version) is not { } loaded)
            {
                await Missing().WriteAsync(context);
                return;
            }
            using var answer = JsonAnswer.Rent();
            ModelJson.WriteDetail(answer.Json, stored, loaded);
            await answer.SendAsync(context);
        }

        public async Task Train(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, parts.Limits.BodyBytes);
            var members = BodyMembers.Read(body.Memory, "stream", "from", "to", "name");
            string? name = members.Text("stream", isRequired: true);
            long? from = members.Time("from"), to = members.Time("to");
            _ = members.Text("name");
            var problem = body.IsTooLarge ? HttpRequests.TooLarge(parts.Limits.BodyBytes)
                : members.Errors.Count > 0 ? Problem.Invalid(members.Errors) : null;
            if (problem is null && _streams.Find(name!, out problem) is { } stream)
            {
                var job = await jobs.AddAsync(TrainingJob.Kind, context.Actor(), new TrainingJob(stream.Name, from, to).Encode(),
                    context.RequestAborted);
                await context.AuditAsync("model.train", stream.Name, "ok", $"{{\"job\":\"{job.Id}\"}}");
                await JobJson.Accepted(context, job).ExecuteAsync(context);
                return;
            }
            await problem!.WriteAsync(context);
        }

        public async Task Promote(HttpContext context)
        {
            if (Find(context) is not { } model)
            {
                await Missing().WriteAsync(context);
                return;
            }
            try
            {
                var plan = parts.Service.PlanPromotion(model.Version);
                if (plan is { Served: not null, Comparison.NeedsBuild: true } && !plan.Problems.Any())
                    await PromoteLaterAsync(context, model);
                else
                    await PromoteNowAsync(context, model);
            }
            catch (InvalidOperationException e)
            {
                await context.AuditAsync("model.promote", model.Version, ErrorCodes.Conflict);
                var problem = e is StreamRefusedException refused ? ApplyEndpoints.Refusal(refused.Plan)
                    : Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict, e.Message);
                await problem.WriteAsync(context);
            }
        }

        /// <summary>Takes a model file in; it scores once it is promoted.</summary>
        public async Task Add(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, MostBytes);
            if (body.IsTooLarge)
            {
                await HttpRequests.TooLarge(MostBytes).WriteAsync(context);
                return;
            }
            try
            {
                var model = Model.Load(new MemoryStream(body.Bytes.ToArray(), writable: false));
                var stored = ModelLibrary.Add(parts.Storage.Models, model, TimeText.Now(parts.Time));
                await context.AuditAsync("model.add", stored.Version);
                using var answer = JsonAnswer.Rent();
                ModelJson.Write(answer.Json, parts.Storage.Models.List(stored.Stream).First(m => m.Version == stored.Version));
                await answer.SendAsync(context);
            }
            catch (InvalidDataException e)
            {
                await Problem.Invalid(new FieldError("", e.Message, "the bytes of a model file that this version of Vigil can read"))
                    .WriteAsync(context);
            }
        }

        private async Task PromoteNowAsync(HttpContext context, StoredModel model)
        {
            var applied = await parts.Service.PromoteWithDefinitionAsync(model.Version, context.Actor(), null, CancellationToken.None);
            await context.AuditAsync("model.promote", model.Version, "ok", $"{{\"definition\":\"{applied.Definition}\"}}");
            using var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteString("version"u8, model.Version);
            answer.Json.WriteNumber("sequence"u8, applied.Sequence);
            PlanJson.WriteMembers(answer.Json, applied.Plan);
            answer.Json.WriteEndObject();
            await answer.SendAsync(context);
        }

        // State that its definition needs is built first.
        private async Task PromoteLaterAsync(HttpContext context, StoredModel model)
        {
            var job = await jobs.AddAsync(ApplyJob.Kind, context.Actor(), new ApplyJob(model.Stream, null, model.Version).Encode(),
                context.RequestAborted);
            await context.AuditAsync("model.promote", model.Version, "ok", $"{{\"job\":\"{job.Id}\"}}");
            await JobJson.Accepted(context, job).ExecuteAsync(context);
        }

        private StoredModel? Find(HttpContext context) =>
            parts.Storage.Models.List().FirstOrDefault(m => m.Version == context.Route("version"));

        private static Problem Missing() => Problem.NotFound("There is no such model version; GET /api/v1/models lists them.");

        private static async Task AnswerAsync(HttpContext context, IReadOnlyList<StoredModel> models)
        {
            using var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteStartArray("items"u8);
            foreach (var model in models)
                ModelJson.Write(answer.Json, model);
            answer.Json.WriteEndArray();
            answer.Json.WriteNull("next"u8);
            answer.Json.WriteEndObject();
            await answer.SendAsync(context);
        }
    }
}

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
        group.MapGet("", Answering.With(endpoints.ListAsync)).Requires(Permissions.Read);
        group.MapGet("/active", Answering.With(endpoints.ActiveAsync)).Requires(Permissions.Read);
        group.MapGet("/{version}", Answering.With(endpoints.OneAsync)).Requires(Permissions.Read);
        group.MapPost("", Answering.With(endpoints.AddAsync)).Requires(Permissions.ManageModels).AllowsBody(MostBytes);
        group.MapPost("/train", Answering.With(endpoints.TrainAsync)).Requires(Permissions.ManageModels);
        group.MapPost("/{version}/promote", Answering.With(endpoints.PromoteAsync)).Requires(Permissions.ManageModels);
    }

    private const int MostBytes = 64 << 20;

    private sealed class Endpoints(ServerParts parts, JobQueue jobs)
    {
        private readonly ServedStreams _streams = new(parts);

        public async Task<IResult> ListAsync(HttpContext context)
        {
            var reader = new QueryReader(context.Request.Query);
            string? stream = reader.Text("stream");
            return reader.Problem() is { } problem ? problem
                : Answer(await parts.Storage.Models.ListAsync(stream, context.RequestAborted));
        }

        public async Task<IResult> ActiveAsync(HttpContext context) =>
            Answer((await parts.Storage.Models.ListAsync(null, context.RequestAborted)).Where(m => m.IsChampion));

        public async Task<IResult> OneAsync(HttpContext context)
        {
            if (await FindAsync(context) is not { } stored
                || await parts.Service.Reader.Models.FindAsync(stored.Version, context.RequestAborted) is not { } loaded)
                return Missing();
            var answer = JsonAnswer.Rent();
            ModelJson.WriteDetail(answer.Json, stored, loaded);
            return answer;
        }

        public async Task<IResult> TrainAsync(HttpContext context)
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
                return JobJson.Accepted(context, job);
            }
            return problem!;
        }

        public async Task<IResult> PromoteAsync(HttpContext context)
        {
            if (await FindAsync(context) is not { } model)
                return Missing();
            try
            {
                var plan = await parts.Service.PlanPromotionAsync(model.Version, context.RequestAborted);
                return plan is { Served: not null, Comparison.NeedsBuild: true } && !plan.Problems.Any()
                    ? await PromoteLaterAsync(context, model) : await PromoteNowAsync(context, model);
            }
            catch (InvalidOperationException e)
            {
                await context.AuditAsync("model.promote", model.Version, ErrorCodes.Conflict);
                return e is StreamRefusedException refused ? ApplyEndpoints.Refusal(refused.Plan)
                    : Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict, e.Message);
            }
        }

        /// <summary>Takes a model file in; it scores once it is promoted.</summary>
        public async Task<IResult> AddAsync(HttpContext context)
        {
            using var body = await RequestBody.ReadAsync(context, MostBytes);
            if (body.IsTooLarge)
                return HttpRequests.TooLarge(MostBytes);
            try
            {
                var model = Model.Load(new MemoryStream(body.Bytes.ToArray(), writable: false));
                var stored = await ModelLibrary.AddAsync(parts.Storage.Models, model, TimeText.Now(parts.Time), context.RequestAborted);
                await context.AuditAsync("model.add", stored.Version);
                var kept = await parts.Storage.Models.ListAsync(stored.Stream, context.RequestAborted);
                var answer = JsonAnswer.Rent();
                ModelJson.Write(answer.Json, kept.First(m => m.Version == stored.Version));
                return answer;
            }
            catch (InvalidDataException e)
            {
                return Problem.Invalid(new FieldError("", e.Message, "the bytes of a model file that this version of Vigil can read"));
            }
        }

        private async Task<IResult> PromoteNowAsync(HttpContext context, StoredModel model)
        {
            var applied = await parts.Service.PromoteWithDefinitionAsync(model.Version, context.Actor(), null, CancellationToken.None);
            await context.AuditAsync("model.promote", model.Version, "ok", $"{{\"definition\":\"{applied.Definition}\"}}");
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteString("version"u8, model.Version);
            answer.Json.WriteNumber("sequence"u8, applied.Sequence);
            PlanJson.WriteMembers(answer.Json, applied.Plan);
            answer.Json.WriteEndObject();
            return answer;
        }

        // State that its definition needs is built first.
        private async Task<IResult> PromoteLaterAsync(HttpContext context, StoredModel model)
        {
            var job = await jobs.AddAsync(ApplyJob.Kind, context.Actor(), new ApplyJob(model.Stream, null, model.Version).Encode(),
                context.RequestAborted);
            await context.AuditAsync("model.promote", model.Version, "ok", $"{{\"job\":\"{job.Id}\"}}");
            return JobJson.Accepted(context, job);
        }

        private async Task<StoredModel?> FindAsync(HttpContext context) =>
            (await parts.Storage.Models.ListAsync(null, context.RequestAborted)).FirstOrDefault(m => m.Version == context.Route("version"));

        private static Problem Missing() => Problem.NotFound("There is no such model version; GET /api/v1/models lists them.");

        private static JsonAnswer Answer(IEnumerable<StoredModel> models)
        {
            var answer = JsonAnswer.Rent();
            answer.Json.WriteStartObject();
            answer.Json.WriteStartArray("items"u8);
            foreach (var model in models)
                ModelJson.Write(answer.Json, model);
            answer.Json.WriteEndArray();
            answer.Json.WriteNull("next"u8);
            answer.Json.WriteEndObject();
            return answer;
        }
    }
}

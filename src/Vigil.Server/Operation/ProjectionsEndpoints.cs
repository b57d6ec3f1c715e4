using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Journal.Projections;
using Vigil.Engine.Operations;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Jobs;

namespace Vigil.Server.Operation;

/// <summary>The tables that follow from the journal: how far they are, and making one anew.</summary>
public static class ProjectionsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapProjections(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var endpoints = new Endpoints(services.GetRequiredService<ServerParts>(), services.GetRequiredService<JobQueue>());
        var group = routes.MapGroup("/api/v1/projections");
        group.MapGet("", Answering.With(endpoints.ListAsync)).Requires(Permissions.Read);
        group.MapPost("/{name}/rebuild", Answering.With(endpoints.RebuildAsync)).Requires(Permissions.Administer);
    }

    private sealed class Endpoints(ServerParts parts, JobQueue jobs)
    {
        public Task<IResult> ListAsync(HttpContext context)
        {
            var answer = JsonAnswer.Rent();
            var all = parts.Storage.Projections.Status();
            JsonPage.Write(answer.Json, all, all.Count, status => status.Position.Name, Write);
            return Task.FromResult<IResult>(answer);
        }

        public async Task<IResult> RebuildAsync(HttpContext context)
        {
            string name = context.Route("name");
            var found = parts.Storage.Projections.Status().FirstOrDefault(status => status.Position.Name == name)?.Position;
            if (found is null)
                return Problem.NotFound("There is no such projection; GET /api/v1/projections lists them.");
            if (!found.IsRebuildable)
            {
                await context.AuditAsync("projection.rebuild", name, ErrorCodes.Conflict);
                return Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict,
                    $"The projection '{name}' cannot be made anew: the journal does not say all that is in it.");
            }
            var job = await jobs.AddAsync(RebuildJob.Kind, context.Actor(), new RebuildJob(name).Encode(), context.RequestAborted);
            await context.AuditAsync("projection.rebuild", name, "ok", $"{{\"job\":\"{job.Id}\"}}");
            return JobJson.Accepted(context, job);
        }

        private static void Write(Utf8JsonWriter json, ProjectionStatus status)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, status.Position.Name);
            json.WriteNumber("position"u8, status.Position.Position);
            json.WriteNumber("lag"u8, status.Lag);
            json.WriteString("state"u8, Word(status));
            json.WriteBoolean("rebuildable"u8, status.Position.IsRebuildable);
            json.WriteString("fault"u8, status.Fault);
            json.WriteString("skipped"u8, status.Skipped);
            json.WriteEndObject();
        }

        private static string Word(ProjectionStatus status) => status switch
        {
            { Fault: not null } => "failing",
            { Position.IsOutdated: true } => "outdated",
            { Lag: > 0 } => "behind",
            _ => "current",
        };
    }
}

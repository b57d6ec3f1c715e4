using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vigil.Server.Access;
using Vigil.Server.Http;

namespace Vigil.Server.Jobs;

/// <summary>Lets in who started the job that a route names, whatever else the route asks for.</summary>
internal sealed class JobOwner(ServerParts parts) : AuthorizationHandler<PermissionRequirement>
{
    /// <summary>Marks the routes of one job.</summary>
    public static TBuilder Allow<TBuilder>(TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new OfJob());

    /// <inheritdoc/>
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.Resource is HttpContext request && request.Caller() is { } caller && IsOfJob(request)
            && (await parts.Storage.Jobs.FindAsync(request.Route("id"), request.RequestAborted))?.Owner == caller.Actor)
            context.Succeed(requirement);
    }

    private static bool IsOfJob(HttpContext request) => request.GetEndpoint()?.Metadata.GetMetadata<OfJob>() is not null;

    private sealed record OfJob;
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>That the caller has a permission; with none, that the caller is a person.</summary>
internal sealed record PermissionRequirement(Permissions Permission) : IAuthorizationRequirement;

/// <summary>Whether the caller has what a route asks for.</summary>
internal sealed class PermissionCheck : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.Identity is CallerIdentity { Caller: var caller } && Allows(caller, requirement.Permission))
            context.Succeed(requirement);
        // Fails for good, whatever else might let the caller in.
        if ((context.Resource as HttpContext)?.MustChangePasswordFirst() == true)
            context.Fail();
        return Task.CompletedTask;
    }

    private static bool Allows(Caller caller, Permissions permission) =>
        permission == Permissions.None ? caller.User is not null : caller.Permissions.HasFlag(permission);
}

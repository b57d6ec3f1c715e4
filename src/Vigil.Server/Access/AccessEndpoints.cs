using Microsoft.AspNetCore.Routing;

namespace Vigil.Server.Access;

/// <summary>The routes of signing in, users, API keys and the audit log.</summary>
public static class AccessEndpoints
{
    /// <summary>Adds them.</summary>
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        AuthEndpoints.Map(routes);
        UserEndpoints.Map(routes);
        KeyEndpoints.Map(routes);
        AuditEndpoints.Map(routes);
        return routes;
    }
}

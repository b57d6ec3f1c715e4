using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Errors;

namespace Vigil.Server.Access;

/// <summary>Who gets in, as services and as conventions of routes.</summary>
public static class AccessServices
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "vigil";

    /// <summary>
    /// Authentication by access token or API key, authorization by permission, closed where a route says nothing. The store's ports
    /// (<see cref="IUserStore"/>, <see cref="IApiKeyStore"/>, <see cref="IAuditLog"/>) and a <see cref="TimeProvider"/> are expected among
    /// the services.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="options">How people and programs get in.</param>
    /// <param name="keys">What access tokens are signed with; disposed of with the services.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options, TokenKeys keys)
    {
        services.AddSingleton(options);
        services.AddSingleton(_ => keys);
        services.AddSingleton<TokenCallers>().AddSingleton<KeyCallers>();
        services.AddSingleton<SignIn>().AddSingleton<UserAdministration>().AddSingleton<KeyAdministration>();
        services.AddHostedService<KeyUse>();
        services.AddTransient<CredentialHandler>();
        services.AddAuthenticationCore(o =>
        {
            o.AddScheme<CredentialHandler>(Scheme, null);
            o.DefaultScheme = Scheme;
        });
        services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        services.AddAuthorization(AddPolicies);
        return services;
    }

    /// <summary>Headers, errors, authentication, limits, authorization, in the order that they need.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app
        .UseSecurityHeaders().UseProblems().UseAuthentication().UseLimits().UseAuthorization();

    /// <summary>Lets in only who has the permission.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder routes, Permissions permission)
        where TBuilder : IEndpointConventionBuilder => routes.Declare(new RequiredPermission(permission));

    /// <summary>Lets in any person who is signed in, whatever the role; no API key.</summary>
    public static TBuilder RequiresPerson<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.Declare(new RequiredPermission(Permissions.None));

    private static TBuilder Declare<TBuilder>(this TBuilder routes, RequiredPermission required)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(required).RequireAuthorization(required.Policy);

    private static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var permission in Enum.GetValues<Permissions>())
        {
            var required = new RequiredPermission(permission);
            options.AddPolicy(required.Policy, policy => policy.AddRequirements(new PermissionRequirement(permission)));
        }
        // A route that declares nothing is closed to everybody; an address without a route is answered with 404 or 405.
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(c => c.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build();
    }
}

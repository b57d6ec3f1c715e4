using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Access;

/// <summary>Who has a password that somebody else gave may do nothing but change it, whatever is permitted.</summary>
internal static class PasswordChange
{
    /// <summary>Lets a route be used before the password is changed.</summary>
    public static TBuilder PrecedesPasswordChange<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new Precedes());

    /// <summary>Whether the caller has to change the password before this request is answered.</summary>
    public static bool MustChangePasswordFirst(this HttpContext context) =>
        context.Caller() is { MustChangePassword: true } && context.GetEndpoint()?.Metadata.GetMetadata<Precedes>() is null;

    private sealed record Precedes;
}

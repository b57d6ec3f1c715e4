using Microsoft.AspNetCore.Http;
using Vigil.Server.Access;

namespace Vigil.Server.Errors;

/// <summary>Statuses that the framework sets without a body.</summary>
internal static class BareStatus
{
    /// <summary>The error that a bare status stands for, or null when the answer is complete.</summary>
    public static Problem? Describe(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentLength is > 0 || response.ContentType is not null)
            return null;
        return response.StatusCode switch
        {
            400 => Problem.Of(ErrorCodes.InvalidRequest, 400, "The request cannot be read."),
            401 => Problem.Of(ErrorCodes.Unauthenticated, 401,
                "No valid credential: send Authorization: Bearer with an access token, or X-Api-Key with an API key."),
            403 when context.MustChangePasswordFirst() => Problem.Of(ErrorCodes.PasswordChangeRequired, 403,
                "Somebody else gave you this password. Change it first: POST /api/v1/auth/password."),
            403 => Problem.Of(ErrorCodes.Forbidden, 403, Forbidden(context.GetEndpoint())),
            404 => Problem.NotFound("There is nothing at this address."),
            405 => Problem.Of(ErrorCodes.MethodNotAllowed, 405, $"This address takes {response.Headers.Allow}."),
            413 => Problem.Of(ErrorCodes.PayloadTooLarge, 413, "The body is too large."),
            415 => Problem.Of(ErrorCodes.UnsupportedMediaType, 415, "Send the body with Content-Type: application/json."),
            429 => Problem.Of(ErrorCodes.TooManyRequests, 429, "Too many requests; try again later."),
            503 => Problem.Of(ErrorCodes.Overloaded, 503, "The service is busy; try again later."),
            _ => null,
        };
    }

    private static string Forbidden(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<RequiredPermission>() is { Name: { Length: > 0 } name }
            ? $"The credential is valid, but does not have the permission '{name}'."
            : "The credential is valid, but not allowed to do this.";
}

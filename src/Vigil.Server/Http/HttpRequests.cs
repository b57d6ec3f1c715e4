using Microsoft.AspNetCore.Http;
using Vigil.Server.Errors;

namespace Vigil.Server.Http;

/// <summary>What endpoints ask of requests.</summary>
internal static class HttpRequests
{
    /// <summary>The body is JSON, as far as the request says.</summary>
    public static bool IsJson(this HttpRequest request) =>
        request.ContentType is null || request.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A flag of the query; anything but <c>true</c> and <c>1</c> is false.</summary>
    public static bool Flag(this HttpRequest request, string name) =>
        request.QueryString.HasValue && request.Query[name] is [("true" or "1")];

    /// <summary>A value of the route, decoded.</summary>
    public static string Route(this HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    /// <summary>415.</summary>
    public static Problem NotJson(string expected = "application/json") => Problem.Of(
        ErrorCodes.UnsupportedMediaType, StatusCodes.Status415UnsupportedMediaType, $"Send the body with Content-Type: {expected}.");

    /// <summary>413.</summary>
    public static Problem TooLarge(long limit) => Problem.Of(ErrorCodes.PayloadTooLarge, StatusCodes.Status413PayloadTooLarge,
        FormattableString.Invariant($"A body has at most {limit} bytes."));
}

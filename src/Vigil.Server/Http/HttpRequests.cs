using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Vigil.Server.Errors;

namespace Vigil.Server.Http;

/// <summary>What endpoints ask of requests.</summary>
internal static class HttpRequests
{
    /// <summary>The body is JSON, as far as the request says.</summary>
    public static bool IsJson(this HttpRequest request) =>
        request.ContentType is null || request.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A flag that is the only thing a query may have; an error for anything else.</summary>
    public static bool Flag(this HttpRequest request, string name, out Problem? problem)
    {
        problem = null;
        if (!request.QueryString.HasValue)
            return false;
        var reader = new QueryReader(request.Query);
        bool isSet = reader.Flag(name);
        problem = reader.Problem();
        return isSet;
    }

    /// <summary>
    /// A value of the route, decoded once from what was sent: the framework leaves <c>%2F</c> as it is, so that <c>a/b</c> and
    /// <c>a%2Fb</c> would be one.
    /// </summary>
    public static string Route(this HttpContext context, string name)
    {
        string routed = (string)context.Request.RouteValues[name]!;
        if (!routed.Contains('%') || context.GetEndpoint() is not RouteEndpoint endpoint)
            return routed;
        string target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        string[] sent = target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        int at = endpoint.RoutePattern.PathSegments.Index().FirstOrDefault(
            segment => segment.Item.Parts is [RoutePatternParameterPart part] && part.Name == name, (-1, null!)).Index;
        return at >= 0 && sent.Length == endpoint.RoutePattern.PathSegments.Count ? Uri.UnescapeDataString(sent[at]) : routed;
    }

    /// <summary>415.</summary>
    public static Problem NotJson(string expected = "application/json") => Problem.Of(
        ErrorCodes.UnsupportedMediaType, StatusCodes.Status415UnsupportedMediaType, $"Send the body with Content-Type: {expected}.");

    /// <summary>413.</summary>
    public static Problem TooLarge(long limit) => Problem.Of(ErrorCodes.PayloadTooLarge, StatusCodes.Status413PayloadTooLarge,
        FormattableString.Invariant($"A body has at most {limit} bytes."));
}

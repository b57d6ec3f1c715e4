using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Vigil.Server.OpenApi;

/// <summary>Which errors an operation can answer. A test compares it with what the server answers in all tests.</summary>
internal static class ErrorStatuses
{
    private static readonly string[] Deciding = ["/transactions", "/predict", "/scoring/score"];

    /// <summary>The statuses.</summary>
    public static IEnumerable<int> Of(string path, OpenApiOperation operation, bool needsCredential)
    {
        if (path is "/health/live" or "/health/ready")
            return path == "/health/ready" ? [500, 503] : [500];
        int[] statuses = [400, 429, 500, 503];
        if (needsCredential)
            statuses = [.. statuses, 401, 403];
        if (operation.RequestBody is not null || path.StartsWith("/api/v1/auth", StringComparison.Ordinal))
            statuses = [.. statuses, 408, 413, 415];
        bool decides = Deciding.Any(part => path.Contains(part, StringComparison.Ordinal));
        if (path.Contains('{', StringComparison.Ordinal) || decides || operation.RequestBody is not null)
            statuses = [.. statuses, 404, 409];
        if (decides)
            statuses = [.. statuses, 422];
        if (path.StartsWith("/api/v1/auth", StringComparison.Ordinal))
            statuses = [.. statuses, 401, 403, 423];
        return statuses.Distinct().Order();
    }

    /// <summary>A status in words.</summary>
    public static string Describe(int status) => status switch
    {
        400 => "Something in the request is wrong: errors names all of it.",
        401 => "No valid credential.",
        403 => "The credential does not have the permission.",
        404 => "What the request names does not exist.",
        409 => "The request contradicts what is there; the code says how.",
        413 => "The body is too large.",
        415 => "The body is of a type or encoding that is not read here.",
        422 => "The Idempotency-Key was used with other content.",
        423 => "Too many failed attempts: signing in is refused for a while.",
        429 => "Too many requests: Retry-After says when to try again.",
        503 => "Nothing was done: Retry-After says when to try again.",
        _ => ReasonPhrases.GetReasonPhrase(status) + ".",
    };
}

using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Vigil.Server.Observability;

/// <summary>
/// A line for every request: what was asked for as the template of its route, the answer's status, how long it took and who asked. Never
/// the path, the query or the body: identifiers of entities stand there.
/// </summary>
public sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider time)
{
    /// <summary>Runs the rest of the pipeline and logs what came of it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        long start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Log(context, Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3));
        }
    }

    private void Log(HttpContext context, double milliseconds)
    {
        int status = context.Response.StatusCode;
        var level = status >= 500 ? LogLevel.Warning : LogLevel.Information;
        if (!logger.IsEnabled(level))
            return;
        string route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        string actor = context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : "-";
        string method = Method(context.Request.Method), trace = Activity.Current?.TraceId.ToString() ?? "";
        Answered(logger, level, method, route, status, milliseconds, actor, trace);
    }

    // A client may send any word as the method.
    private static string Method(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method)
        || HttpMethods.IsDelete(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) ? method : "OTHER";

    [LoggerMessage(EventId = 1, EventName = "request", Message = "{Method} {Route} {Status} {Milliseconds} ms {Actor} {Trace}")]
    private static partial void Answered(
        ILogger logger, LogLevel level, string method, string route, int status, double milliseconds, string actor, string trace);
}

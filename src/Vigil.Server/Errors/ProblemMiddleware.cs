using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Journal;
using Vigil.Server.Access;
using Vigil.Server.Http;

namespace Vigil.Server.Errors;

/// <summary>Turns exceptions and bare status codes into errors with a code. What failed inside is logged, never answered.</summary>
public static partial class ProblemMiddleware
{
    private const int ClientClosedRequest = 499;

    /// <summary>JSON in the style of the service, for endpoints too, and unreadable requests as exceptions that arrive here.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(o => JsonStyle.Apply(o.SerializerOptions))
        .Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);

    /// <summary>To be used before everything that may fail.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Vigil.Server.Errors");
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
                if (BareStatus.Describe(context) is { } problem)
                    await problem.WriteAsync(context);
            }
            catch (Exception e)
            {
                await FailAsync(context, e, log);
            }
        });
    }

    private static async Task FailAsync(HttpContext context, Exception failure, ILogger log)
    {
        var problem = Describe(context, failure, log);
        // An answer that has begun can only be broken off, so that nobody takes it for a whole one.
        if (context.Response.HasStarted || problem is null)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        SecurityHeaders.Apply(context);
        await problem.WriteAsync(context);
    }

    private static Problem? Describe(HttpContext context, Exception failure, ILogger log)
    {
        switch (failure)
        {
            case OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested:
                context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : ClientClosedRequest;
                return null;
            case BadHttpRequestException bad:
                return Unreadable(bad);
            case JsonException json:
                return Problem.Invalid(FieldOf(json));
            case StorageException:
                StorageFailed(log, failure);
                return Problem.Of(ErrorCodes.StorageUnavailable, StatusCodes.Status503ServiceUnavailable,
                    "The store cannot be used now; the log of the service says why.", TimeSpan.FromSeconds(5));
            default:
                RequestFailed(log, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, failure);
                return Problem.Of(ErrorCodes.Internal, StatusCodes.Status500InternalServerError,
                    "The service failed; its log says why, under the trace id.");
        }
    }

    private static Problem Unreadable(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.Of(
            ErrorCodes.PayloadTooLarge, bad.StatusCode, "The body is too large; send fewer transactions at a time."),
        { StatusCode: StatusCodes.Status408RequestTimeout } => Problem.Of(
            ErrorCodes.RequestTimeout, bad.StatusCode, "The body came too slowly."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => Problem.Of(
            ErrorCodes.UnsupportedMediaType, bad.StatusCode, "Send the body with Content-Type: application/json."),
        { InnerException: DamagedBodyException } => Problem.Invalid(
            new FieldError("", "a body that is no gzip, or not all of it", "what Content-Encoding says")),
        { InnerException: JsonException json } => Problem.Invalid(FieldOf(json)),
        // The framework's message names the parameter, in which the value may be personal: only its kind is answered.
        _ => Problem.Invalid(new FieldError("", "a request that cannot be read", "query, headers and body as /docs describes them")),
    };

    private static FieldError FieldOf(JsonException json)
    {
        string path = json.Path is null or "$" ? "" : json.Path.StartsWith("$.", StringComparison.Ordinal) ? json.Path[2..] : json.Path;
        return new FieldError(path, "no JSON, or a value of another kind", json.LineNumber is { } line
            ? $"JSON as /docs describes it (line {line + 1}, byte {json.BytePositionInLine + 1})" : "JSON as /docs describes it");
    }

    [LoggerMessage(1, LogLevel.Error, "The store failed a request")]
    private static partial void StorageFailed(ILogger log, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "{Method} {Route} failed")]
    private static partial void RequestFailed(ILogger log, string method, string? route, Exception failure);
}

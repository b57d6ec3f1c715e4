using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Errors;

/// <summary>Errors that endpoints answer.</summary>
public sealed class Problem : IResult, IStatusCodeHttpResult
{
    private readonly string _code, _detail;
    private readonly int _status;
    private readonly IReadOnlyList<FieldError> _errors;

    private Problem(string code, int status, string detail, IReadOnlyList<FieldError> errors) =>
        (_code, _status, _detail, _errors) = (code, status, detail, errors);

    /// <inheritdoc/>
    int? IStatusCodeHttpResult.StatusCode => _status;

    /// <summary>After which time a retry makes sense; sent as whole seconds, at least one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>400: everything that is wrong with the request.</summary>
    public static Problem Invalid(params IReadOnlyList<FieldError> errors) => new(ErrorCodes.InvalidRequest,
        StatusCodes.Status400BadRequest, "The request cannot be used; errors says why.", errors);

    /// <summary>404.</summary>
    public static Problem NotFound(string detail) => Of(ErrorCodes.NotFound, StatusCodes.Status404NotFound, detail);

    /// <summary>Any other; the codes are in <see cref="ErrorCodes"/>.</summary>
    public static Problem Of(string code, int status, string detail, TimeSpan? retryAfter = null,
        IReadOnlyList<FieldError>? errors = null) => new(code, status, detail, errors ?? []) { RetryAfter = retryAfter };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext);

    /// <summary>Answers with this error.</summary>
    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = _status;
        if (RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(
            ProblemBody.Of(context, _code, _status, _detail, _errors), JsonStyle.Options, ProblemBody.MediaType, context.RequestAborted);
    }
}

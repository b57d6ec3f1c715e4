using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Vigil.Server.Errors;

/// <summary>An error as it is answered (RFC 9457).</summary>
/// <param name="Type">Stands for the code, as a URI.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened and what to do, for people.</param>
/// <param name="Code">See <see cref="ErrorCodes"/>.</param>
/// <param name="Errors">Everything that is wrong with the request, all at once; empty where it is nothing in it.</param>
/// <param name="TraceId">Found in the logs and traces of the service.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<FieldError> Errors, string TraceId)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The body of an error of this request.</summary>
    public static ProblemBody Of(HttpContext context, string code, int status, string detail, IReadOnlyList<FieldError> errors) =>
        new("urn:vigil:error:" + code, ReasonPhrases.GetReasonPhrase(status), status, detail, code, errors,
            Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
}

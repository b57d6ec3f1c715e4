using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vigil.Engine.Access;
using Vigil.Engine.Transactions;
using Vigil.Server.Errors;
using Vigil.Server.Fairness;
using FieldError = Vigil.Server.Errors.FieldError;

namespace Vigil.Server.Access;

/// <summary>Reading and checking the audit log.</summary>
internal static class AuditEndpoints
{
    private const int Usual = 50, Most = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/api/v1/audit").Requires(Permissions.ReadAudit).WithTags("Audit");
        audit.MapGet("", ListAsync).WithSummary("Who did what, newest first").Produces<ListAnswer<AuditAnswer>>();
        audit.MapPost("/verify", VerifyAsync).WithSummary("Check the chain of the whole log").Produces<AuditVerdictAnswer>()
            .ReadsForLong();
    }

    private static async Task<IResult> ListAsync(
        IAuditLog log, string? actor, string? action, string? from, string? to, string? limit, string? cursor,
            CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        var filter = new AuditFilter(
            string.IsNullOrEmpty(actor) ? null : actor, string.IsNullOrEmpty(action) ? null : action, Time("from", from, errors),
            Time("to", to, errors));
        long count = Number("limit", limit, 1, Most, errors) ?? Usual;
        long? after = Number("cursor", cursor, 1, long.MaxValue, errors);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var found = await log.ListAsync(filter, after, (int)count + 1, cancellation);
        string? next = found.Count > count ? found[(int)count - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return Results.Ok(new ListAnswer<AuditAnswer>([.. found.Take((int)count).Select(AuditAnswer.Of)], next));
    }

    private static async Task<AuditVerdictAnswer> VerifyAsync(IAuditLog log, HttpContext context)
    {
        var verdict = await log.VerifyAsync(context.RequestAborted);
        return new AuditVerdictAnswer(verdict.FirstBroken is null, verdict.Entries, verdict.FirstBroken, verdict.Problem);
    }

    private static long? Time(string field, string? text, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var parser = new TimeParser();
        if (parser.TryParse(Encoding.UTF8.GetBytes(text), out long time))
            return time;
        errors.Add(new FieldError(field, "another text", parser.Expected));
        return null;
    }

    private static long? Number(string field, string? text, long from, long to, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= from && number <= to)
            return number;
        errors.Add(new FieldError(field, "another text", FormattableString.Invariant($"a whole number from {from} to {to}")));
        return null;
    }
}

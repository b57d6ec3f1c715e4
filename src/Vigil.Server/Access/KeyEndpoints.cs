using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vigil.Engine.Access;
using Vigil.Server.Errors;

namespace Vigil.Server.Access;

/// <summary>Managing API keys.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/keys").Requires(Permissions.Administer).WithTags("Keys");
        keys.MapGet("", ListAsync).WithSummary("All API keys, without their secrets").Produces<ListAnswer<KeyAnswer>>();
        keys.MapPost(
            "", CreateAsync).WithSummary("Create an API key, which is shown once").Produces<KeyAnswer>(StatusCodes.Status201Created);
        keys.MapDelete(
            "/{id}", RevokeAsync).WithSummary("Revoke an API key and the keys that it made").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<ListAnswer<KeyAnswer>> ListAsync(IApiKeyStore keys, CancellationToken cancellation) =>
        new([.. (await keys.ListAsync(cancellation)).Select(KeyAnswer.Of)], null);

    private static async Task<IResult> CreateAsync(
        NewKeyRequest request, KeyAdministration administration, TimeProvider clock, HttpContext context)
    {
        var errors = new List<FieldError>();
        if (!KeyAdministration.IsName(request.Name ?? ""))
            errors.Add(new FieldError("name", string.IsNullOrWhiteSpace(request.Name) ? "nothing" : "another text",
                "1 to 100 characters without control characters"));
        var scopes = AccessInput.Scopes(request.Scopes, errors);
        long expires = request.Expires is { } time ? Microseconds.Of(time) : 0;
        if (request.Expires is not null && expires <= Microseconds.Now(clock))
            errors.Add(new FieldError("expires", "a time that has passed", "a time to come, or null for never"));
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        // Otherwise a key could make itself a better one.
        if (await administration.ObjectionAsync(context.Caller()!, scopes, expires, context.RequestAborted) is { } objection)
            return Problem.Of(ErrorCodes.Forbidden, StatusCodes.Status403Forbidden, objection);
        if (await administration.CreateAsync(
            request.Name!.Trim(), scopes, expires, context.AuditActor(), context.RequestAborted) is not var (created, text))
            return Problem.Of(ErrorCodes.Forbidden, StatusCodes.Status403Forbidden, "The key of this request has been revoked.");
        return Results.Created($"/api/v1/keys/{created.Id}", KeyAnswer.Of(created) with { Key = text });
    }

    private static async Task<IResult> RevokeAsync(string id, KeyAdministration administration, HttpContext context) =>
        await administration.RevokeAsync(
            id, context.AuditActor(), context.RequestAborted) ? Results.NoContent() : Problem.NotFound("There is no API key with this id.");
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Views;

/// <summary>Lists that a person named, to come back to them: addresses of the console, with what was filtered for.</summary>
public static class ViewEndpoints
{
    private const int Most = 100, LongestName = 60, LongestAddress = 2000;

    /// <summary>Maps the routes.</summary>
    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var parts = routes.ServiceProvider.GetRequiredService<ServerParts>();
        var store = new SealedViews(parts.Storage, parts.Key);
        var views = routes.MapGroup("/api/v1/views").Requires(Permissions.None).WithTags("Views");
        views.MapGet("", (HttpContext context, CancellationToken cancellation) => ListAsync(store, context, cancellation))
            .WithSummary("The views that you saved").Produces<ListAnswer<SavedViewAnswer>>();
        views.MapPost("",
            (SavedViewRequest request, TimeProvider clock, HttpContext context) => SaveAsync(store, request, clock, context))
            .WithSummary("Save a view, or replace the one of that name").Produces<SavedViewAnswer>(StatusCodes.Status201Created);
        views.MapDelete("/{name}", (string name, HttpContext context) => RemoveAsync(store, context)).WithSummary("Remove a view")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<ListAnswer<SavedViewAnswer>> ListAsync(
        SealedViews store, HttpContext context, CancellationToken cancellation)
    {
        var views = await store.ListAsync(context.Caller()!.User!, cancellation);
        return new([.. views.Select(v => new SavedViewAnswer(v.Name, v.Address))], null);
    }

    private static async Task<IResult> SaveAsync(SealedViews store, SavedViewRequest request, TimeProvider clock, HttpContext context)
    {
        var errors = new List<FieldError>();
        string name = (request.Name ?? "").Trim(), address = request.Address ?? "";
        // No path survives a dot or two in it.
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl) || name is "." or "..")
            errors.Add(new FieldError("name", name is "." or ".." ? name : $"{name.Length} characters",
                $"1 to {LongestName} characters without control characters, more than dots"));
        // An address of this console and of nothing else: //elsewhere would leave it.
        if (address.Length is 0 or > LongestAddress || address[0] != '/' || address.StartsWith("//", StringComparison.Ordinal)
            || address.Any(c => char.IsControl(c) || c == '\\'))
            errors.Add(new FieldError("address", $"{address.Length} characters",
                $"a path of the console such as /decisions?level=high, at most {LongestAddress} characters"));
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        return await store.SaveAsync(
            context.Caller()!.User!, new SavedView(name, address, Microseconds.Now(clock)), Most, context.RequestAborted)
            ? Results.Created("/api/v1/views/" + Uri.EscapeDataString(name), new SavedViewAnswer(name, address))
            : Problem.Invalid([new FieldError("name", $"{Most} views", $"at most {Most} views; remove one that is not needed")]);
    }

    private static async Task<IResult> RemoveAsync(SealedViews store, HttpContext context) =>
        await store.RemoveAsync(context.Caller()!.User!, context.Route("name"), context.RequestAborted)
            ? Results.NoContent() : Problem.NotFound("You have no view of this name.");
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vigil.Engine.Access;
using Vigil.Server.Errors;

namespace Vigil.Server.Access;

/// <summary>Managing users.</summary>
internal static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/v1/users").Requires(Permissions.ManageUsers).WithTags("Users");
        users.MapGet("", ListAsync).WithSummary("All users").Produces<ListAnswer<UserAnswer>>();
        users.MapPost("", AddAsync).WithSummary("Add a user").Produces<UserAnswer>(StatusCodes.Status201Created);
        users.MapGet("/{name}", GetAsync).WithSummary("One user").Produces<UserAnswer>();
        users.MapPatch("/{name}", ChangeAsync).WithSummary("Change roles, disable, set a password, unlock").Produces<UserAnswer>();
        users.MapDelete("/{name}", RemoveAsync).WithSummary("Remove a user").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<ListAnswer<UserAnswer>> ListAsync(IUserStore users, TimeProvider clock, CancellationToken cancellation)
    {
        long now = Microseconds.Now(clock);
        return new ListAnswer<UserAnswer>([.. (await users.ListAsync(cancellation)).Select(u => UserAnswer.Of(u, now))], null);
    }

    private static async Task<IResult> GetAsync(string name, IUserStore users, TimeProvider clock, CancellationToken cancellation) =>
        await users.FindAsync(
            UserNames.Normalize(name), cancellation) is { } user ? Results.Ok(UserAnswer.Of(user, Microseconds.Now(clock))) : Unknown();

    private static async Task<IResult> AddAsync(
        NewUserRequest request, UserAdministration administration, IUserStore users, TimeProvider clock, HttpContext context)
    {
        var errors = new List<FieldError>();
        string name = UserNames.Normalize(request.Name ?? "");
        if (!UserNames.IsValid(name))
            errors.Add(new FieldError("name", name.Length == 0 ? "nothing" : "another text", UserNames.Expected));
        var roles = AccessInput.Roles(request.Roles, errors);
        AccessInput.Password(name, request.Password, errors);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        string? made = request.Password is null ? PasswordRules.Random() : null;
        if (await administration.AddAsync(
            name, made ?? request.Password!, roles, context.AuditActor(), context.RequestAborted) == UserOutcome.Taken)
            return Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict, "There is a user of that name.");
        var answer = UserAnswer.Of(
            (await users.FindAsync(name, context.RequestAborted))!, Microseconds.Now(clock)) with
        { OneTimePassword = made };
        return Results.Created($"/api/v1/users/{Uri.EscapeDataString(name)}", answer);
    }

    private static async Task<IResult> ChangeAsync(
        string name, UserChangeRequest request, UserAdministration administration, IUserStore users, TimeProvider clock,
        HttpContext context)
    {
        name = UserNames.Normalize(name);
        var errors = new List<FieldError>();
        Roles? roles = request.Roles is null ? null : AccessInput.Roles(request.Roles, errors);
        AccessInput.Password(name, request.Password, errors);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var change = new UserChange(roles, request.Disabled, request.Password, request.Unlock == true);
        var outcome = await administration.ChangeAsync(name, change, context.AuditActor(), context.RequestAborted);
        return outcome == UserOutcome.Done ? await GetAsync(name, users, clock, context.RequestAborted) : Refuse(outcome);
    }

    private static async Task<IResult> RemoveAsync(string name, UserAdministration administration, HttpContext context)
    {
        var outcome = await administration.RemoveAsync(UserNames.Normalize(name), context.AuditActor(), context.RequestAborted);
        return outcome == UserOutcome.Done ? Results.NoContent() : Refuse(outcome);
    }

    private static Problem Refuse(UserOutcome outcome) => outcome == UserOutcome.Unknown ? Unknown() : Problem.Of(
        ErrorCodes.Conflict, StatusCodes.Status409Conflict,
        "This is the last administrator: make another user an administrator before.");

    private static Problem Unknown() => Problem.NotFound("There is no user of that name.");
}

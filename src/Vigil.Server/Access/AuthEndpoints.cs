using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Access;
using Vigil.Server.Errors;

namespace Vigil.Server.Access;

/// <summary>Signing in and out, and one's own password.</summary>
internal static partial class AuthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup(RefreshCookie.Path).WithTags("Auth");
        auth.MapPost("/login", LoginAsync).AllowAnonymous().LimitsLogins().WithSummary("Sign in with a password")
            .Produces<TokenAnswer>();
        auth.MapPost(
            "/refresh", RefreshAsync).AllowAnonymous().WithSummary("Exchange a refresh token for new tokens").Produces<TokenAnswer>();
        auth.MapPost("/logout", LogoutAsync).AllowAnonymous().WithSummary("End the session").Produces(StatusCodes.Status204NoContent);
        auth.MapGet("/me", Me).RequiresPerson().PrecedesPasswordChange()
            .WithSummary("Who is signed in, and what that allows").Produces<MeAnswer>();
        auth.MapPost("/password", ChangePasswordAsync).RequiresPerson().PrecedesPasswordChange().LimitsLogins()
            .WithSummary("Change one's own password").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> LoginAsync(LoginRequest request, SignIn signIn, HttpContext context)
    {
        if (Missing(("username", request.Username), ("password", request.Password)) is { } problem)
            return problem;
        // Longer ones can neither be names nor passwords, and would only cost.
        if (request.Username!.Length > 1000 || request.Password!.Length > 1000)
            return Refused(context);
        var result = await signIn.LoginAsync(request.Username, request.Password, context.Address(), context.RequestAborted);
        return result.LockedFor is { } wait ? Locked(wait) : Answer(context, result);
    }

    private static async Task<IResult> RefreshAsync(RefreshRequest? request, SignIn signIn, HttpContext context)
    {
        var token = request?.RefreshToken ?? RefreshCookie.Read(context);
        var result = token is null ? SignInResult.Refused : await signIn.RefreshAsync(token, context.Address(), context.RequestAborted);
        if (token is not null && result.Tokens is null)
            RefreshRefused(Log(context), context.Address());
        if (result.Tokens is null && RefreshCookie.IsWanted(context))
            RefreshCookie.Clear(context);
        return Answer(context, result);
    }

    private static async Task<IResult> LogoutAsync(RefreshRequest? request, SignIn signIn, HttpContext context)
    {
        if (context.Caller() is { User: { } user, Session: { } session })
            await signIn.LogoutAsync(user, session, context.Address(), context.RequestAborted);
        else if ((request?.RefreshToken ?? RefreshCookie.Read(context)) is { } token)
            await signIn.LogoutAsync(token, context.Address(), context.RequestAborted);
        if (RefreshCookie.IsWanted(context))
            RefreshCookie.Clear(context);
        return Results.NoContent();
    }

    private static MeAnswer Me(HttpContext context)
    {
        var caller = context.Caller()!;
        return new MeAnswer(caller.User!, AccessNames.Of(caller.Roles), AccessNames.Of(caller.Permissions), caller.MustChangePassword);
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordRequest request, SignIn signIn, UserAdministration users, HttpContext context)
    {
        if (Missing(("current_password", request.CurrentPassword), ("new_password", request.NewPassword)) is { } problem)
            return problem;
        string user = context.Caller()!.User!;
        if (PasswordRules.Problem(user, request.NewPassword!) is { } fault)
            return Problem.Invalid(new FieldError("new_password", fault.Found, fault.Expected));
        if (request.NewPassword == request.CurrentPassword)
            return Problem.Invalid(new FieldError("new_password", "the current password", "another password"));
        var (isRight, locked) = await signIn.KnowsPasswordAsync(
            user, request.CurrentPassword!, context.Address(), context.RequestAborted);
        if (locked is { } wait)
            return Locked(wait);
        if (!isRight)
            return Problem.Invalid(new FieldError("current_password", "another one", "the current password"));
        if (await users.SetOwnPasswordAsync(
            user, request.NewPassword!, context.AuditActor(), context.RequestAborted) is { } changed && RefreshCookie.IsWanted(context))
            Hand(context, await signIn.BeginAsync(changed, context.RequestAborted));
        return Results.NoContent();
    }

    private static IResult Answer(HttpContext context, SignInResult result)
    {
        if (result.Tokens is not { } tokens)
            return Refused(context);
        var services = context.RequestServices;
        long lifetime = (long)services.GetRequiredService<AccessOptions>().AccessLifetime.TotalSeconds;
        bool isConsole = RefreshCookie.IsWanted(context);
        var age = isConsole ? Hand(context, tokens) : Age(context, tokens);
        return Results.Ok(new TokenAnswer(tokens.Access, "Bearer", lifetime, isConsole ? null : tokens.Refresh,
            (long)age.TotalSeconds, SignedInUser.Of(tokens.User)));
    }

    private static TimeSpan Hand(HttpContext context, SignedIn tokens)
    {
        var age = Age(context, tokens);
        RefreshCookie.Write(context, tokens.Refresh, age);
        return age;
    }

    private static TimeSpan Age(HttpContext context, SignedIn tokens) => TimeSpan.FromMicroseconds(
        tokens.SessionEnds - Microseconds.Now(context.RequestServices.GetRequiredService<TimeProvider>()));

    private static Problem? Missing(params ReadOnlySpan<(string Field, string? Value)> members)
    {
        var errors = new List<FieldError>();
        foreach (var (field, value) in members)
            if (string.IsNullOrEmpty(value))
                errors.Add(new FieldError(field, "nothing", "a text"));
        return errors.Count == 0 ? null : Problem.Invalid(errors);
    }

    private static Problem Refused(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(ErrorCodes.Unauthenticated, StatusCodes.Status401Unauthorized,
            "The user name or the password is wrong, or the session has ended: sign in again.");
    }

    private static ILogger Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AuthEndpoints).FullName!);

    [LoggerMessage(1, LogLevel.Information, "A refresh token from {Address} was refused")]
    private static partial void RefreshRefused(ILogger log, string address);

    private static Problem Locked(TimeSpan wait) => Problem.Of(ErrorCodes.AccountLocked, StatusCodes.Status423Locked,
        "Too many failed attempts: signing in is refused for a while. An administrator can unlock the user.", wait);
}

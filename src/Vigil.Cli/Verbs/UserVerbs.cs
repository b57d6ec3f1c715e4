using System.CommandLine;
using System.Text.Json;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Errors;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil user</c>: the people who may sign in.</summary>
internal static class UserVerbs
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The user's name" };
    private static readonly Argument<string[]> NewRoles = new("ROLE")
    {
        Description = "The roles from now on: " + string.Join(", ", AccessNames.AllRoles),
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string[]> Role = AccessInputs.Names("--role", "What the user may do", AccessNames.AllRoles);
    private static readonly Option<bool> FromInput = new("--password-stdin")
    {
        Description = "Read the password from standard input; without it a random one is made and printed once",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, one user a line" };

    public static Command Create() => new("user", "Manage the people who may sign in, also while the server runs")
    {
        Verb.Create("add", "Add a user", ["vigil user add ann --role analyst", "vigil user add bob --role admin auditor"], AddAsync, Name,
            Role, FromInput, DataOption.Data),
        Verb.Create(
            "password", "Set a user's password, end the sessions and take back a lock", PasswordAsync, Name, FromInput, DataOption.Data),
        Verb.Create(
            "role", "Set a user's roles", ["vigil user role ann analyst model_owner"], SetRolesAsync, Name, NewRoles, DataOption.Data),
        Verb.Create("list", "List the users", ListAsync, Json, DataOption.Data),
    };

    private static async Task<int> AddAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string name = AccessInputs.User(parsed.GetValue(Name)!);
        var roles = AccessInputs.Roles(parsed.GetValue(Role)!);
        string? given = AccessInputs.Password(name, parsed.GetValue(FromInput));
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        string made = given ?? PasswordRules.Random();
        if (await run.Users.AddAsync(name, made, roles, AccessRun.By, cancellation) == UserOutcome.Taken)
            throw new BadInputException(ExitCode.BadInput, $"there is a user '{name}'; expected a new name, or: vigil user role {name}");
        Tell(terminal, name, given is null ? made : null);
        return ExitCode.Success;
    }

    private static async Task<int> PasswordAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string name = AccessInputs.User(parsed.GetValue(Name)!);
        string? given = AccessInputs.Password(name, parsed.GetValue(FromInput));
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        string made = given ?? PasswordRules.Random();
        Check(await run.Users.ChangeAsync(name, new UserChange(Password: made), AccessRun.By, cancellation), name);
        Tell(terminal, name, given is null ? made : null);
        return ExitCode.Success;
    }

    private static async Task<int> SetRolesAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string name = AccessInputs.User(parsed.GetValue(Name)!);
        var roles = AccessInputs.Roles(parsed.GetValue(NewRoles)!);
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        Check(await run.Users.ChangeAsync(name, new UserChange(Roles: roles), AccessRun.By, cancellation), name);
        terminal.Note($"{name} is {string.Join(", ", AccessNames.Of(roles))} from now on.");
        return ExitCode.Success;
    }

    private static async Task<int> ListAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        long now = Microseconds.Now(TimeProvider.System);
        UserAnswer[] users = [.. (await run.Ports.Users.ListAsync(cancellation)).Select(u => UserAnswer.Of(u, now))];
        if (parsed.GetValue(Json))
            foreach (var user in users)
                Terminal.Print(JsonSerializer.Serialize(user, JsonStyle.Options));
        else
            TextTable.Print(["NAME", "ROLES", "STATE", "LAST LOGIN (UTC)"],
                [.. users.Select(u => new[] { u.Name, string.Join(' ', u.Roles), State(u), TextTable.Time(u.LastLogin) })]);
        return ExitCode.Success;
    }

    private static string State(UserAnswer user) => user switch
    {
        { Disabled: true } => "disabled",
        { LockedUntil: not null } => "locked",
        { MustChangePassword: true } => "new password",
        _ => "active",
    };

    private static void Tell(Terminal terminal, string name, string? made)
    {
        if (made is not null)
            Terminal.Print(made);
        terminal.Note(made is null ? $"The password of {name} is set."
            : $"This is the password of {name}; it is shown only now, to be changed after signing in.");
    }

    private static void Check(UserOutcome outcome, string name)
    {
        if (outcome == UserOutcome.Unknown)
            throw new BadInputException(ExitCode.BadInput, $"there is no user '{name}'; vigil user list shows all");
        if (outcome == UserOutcome.LastAdministrator)
            throw new BadInputException(ExitCode.BadInput,
                $"{name} is the last administrator; make another user an administrator before: vigil user role NAME admin");
    }
}

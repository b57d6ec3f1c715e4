using System.CommandLine;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Serving;
using Vigil.Engine.Access;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil init-db</c>: makes a data folder ready; what is there already stays as it is.</summary>
internal static class InitDb
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };

    public static Command Create() =>
        Verb.Create("init-db", "Create the data folder: key, store and first administrator, whatever of them is missing", RunAsync,
            DataOption.Data, Json);

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var session = StoreSession.ForService(DataOption.Of(parsed), terminal);
        string? password = await FirstAdministrator.CreateAsync(
            session.Ports.Users, TimeProvider.System, session.Ports.Audit, cancellation);
        if (parsed.GetValue(Json))
            Terminal.Print(JsonText.Object(
                ("data", session.Folder.Path), ("administrator", password is null ? "" : FirstAdministrator.Name),
                ("one_time_password", password ?? "")));
        else if (password is null)
            Terminal.Print($"{session.Folder.Path} is ready; it has users, so no administrator was added.");
        else
            Terminal.Print($"{session.Folder.Path} is ready. Sign in as '{FirstAdministrator.Name}' with the password {password} "
                + "(shown only now; you will choose another).");
        return ExitCode.Success;
    }
}

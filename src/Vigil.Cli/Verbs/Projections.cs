using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Serving;
using Vigil.Engine.Journal.Projections;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil projections</c>: how far the tables are that follow from the journal, and making one anew.</summary>
internal static class Projections
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private static readonly Option<string> Rebuild = new("--rebuild")
    {
        Description = "Make this one anew from the journal, while no service runs; what retention has removed is not in it then",
        HelpName = "NAME",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };
    private static readonly string[] Examples = ["vigil projections --data ./vigil-data", "vigil projections --rebuild roll_ups"];

    public static Command Create() =>
        Verb.Create("projections", "Show how far the tables are that follow from the journal, or make one anew", Examples, Run,
            DataOption.Data, Rebuild, Json);

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string? name = parsed.GetValue(Rebuild);
        using var session = name is null
            ? StoreSession.Beside(DataOption.Of(parsed)) : StoreSession.ForService(DataOption.Of(parsed), terminal);
        var projections = session.Ports.Projections;
        if (name is not null)
            RebuildOne(projections, name, terminal, cancellation);
        if (parsed.GetValue(Json))
            Terminal.Print(JsonText.Object(("projections", projections.Status().Select(Members).ToArray())));
        else
            foreach (var status in projections.Status())
                Terminal.Print(string.Create(CultureInfo.InvariantCulture,
                    $"{status.Position.Name,-12} entry {status.Position.Position,13:#,0}, {status.Lag:#,0} behind")
                    + (status.Position.IsRebuildable ? "" : ", cannot be made anew")
                    + (status.Position.IsOutdated ? ", made by another version: the service makes it anew" : ""));
        return ExitCode.Success;
    }

    private static void RebuildOne(ProjectionRunner projections, string name, Terminal terminal, CancellationToken cancellation)
    {
        var known = projections.Status();
        if (!known.Any(s => s.Position.Name == name && s.Position.IsRebuildable))
            throw new BadInputException(ExitCode.Usage, $"there is no projection '{name}' that can be made anew: it is one of "
                + string.Join(", ", known.Where(s => s.Position.IsRebuildable).Select(s => s.Position.Name)));
        projections.RebuildAsync(
            name, lag => terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{name}: {lag:#,0} entries to go")), Look, cancellation)
            .GetAwaiter().GetResult();
    }

    private static Dictionary<string, object?> Members(ProjectionStatus status) => new()
    {
        ["name"] = status.Position.Name,
        ["position"] = status.Position.Position,
        ["lag"] = status.Lag,
        ["rebuildable"] = status.Position.IsRebuildable,
        ["outdated"] = status.Position.IsOutdated,
        ["fault"] = status.Fault,
    };
}

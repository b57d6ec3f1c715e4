using System.CommandLine;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Serving;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil stats</c>: what a data folder holds, also beside a running service.</summary>
internal static class Stats
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print as JSON" };

    public static Command Create() =>
        Verb.Create("stats", "What the data folder holds: decisions, streams, models, size; also beside a running service", RunAsync,
            DataOption.Data, Json);

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var session = StoreSession.Beside(DataOption.Of(parsed));
        var report = await StoreReport.OfAsync(session, cancellation);
        if (parsed.GetValue(Json))
            Terminal.Print(report.ToJson());
        else
            foreach (string line in report.ToLines())
                Terminal.Print(line);
        return ExitCode.Success;
    }
}

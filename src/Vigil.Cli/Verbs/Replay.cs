using System.CommandLine;
using System.Globalization;
using System.Text;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Serving;
using Vigil.Engine.Operations;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil replay</c>: recomputes a stored decision and compares every bit.</summary>
internal static class Replay
{
    private static readonly Option<string> Decision = new("--decision")
    {
        Description = "The decision's sequence, or the identifier of its transaction",
        HelpName = "ID",
        Required = true,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };
    private static readonly string[] Examples = ["vigil replay --decision 4711", "vigil replay --decision TX000056789 --data ./vigil-data"];

    public static Command Create() =>
        Verb.Create(
            "replay", "Recompute a stored decision from snapshot and journal, and say whether every bit matches", Examples, RunAsync,
            Decision, DataOption.Data, Json);

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var session = StoreSession.Beside(DataOption.Of(parsed));
        long sequence = await FindAsync(session, parsed.GetValue(Decision)!, cancellation);
        var result = DecisionReplay.Run(session.Ports, session.Key, sequence, cancellation);
        if (parsed.GetValue(Json))
            PrintJson(result);
        else
            PrintText(result);
        return result.Matches ? ExitCode.Success : ExitCode.Failure;
    }

    // What looks like a sequence is one; a transaction whose identifier is a number is found when there is no such decision.
    private static async Task<long> FindAsync(StoreSession session, string id, CancellationToken cancellation)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && await session.Ports.Decisions.FindAsync(sequence, cancellation) is not null)
            return sequence;
        var reader = session.Ports.Reader(session.Key);
        byte[] utf8 = Encoding.UTF8.GetBytes(id);
        foreach (var model in (await session.Ports.Models.ListAsync(null, cancellation)).Where(m => m.IsChampion))
            if (await reader.FindAsync(
                (await reader.Models.GetAsync(model.Version, cancellation)).Stream, utf8, cancellation) is { } decision)
                return decision.Sequence;
        throw new BadInputException(ExitCode.BadInput,
            $"there is no decision with the sequence or transaction identifier '{id}' in {session.Folder.Path}");
    }

    private static void PrintText(ReplayResult result)
    {
        string verdict = result.Matches ? "every bit matches"
            : string.Create(CultureInfo.InvariantCulture, $"{result.Differences.Count} values differ");
        Terminal.Print(string.Create(CultureInfo.InvariantCulture,
            $"Decision {result.Sequence}: {verdict}. Recomputed from snapshot {result.SnapshotSequence} ")
            + string.Create(CultureInfo.InvariantCulture, $"and {result.Entries:#,0} entries."));
        foreach (var difference in result.Differences)
            Terminal.Print(string.Create(CultureInfo.InvariantCulture,
                $"  {difference.What}: stored {difference.Stored:R}, recomputed {difference.Recomputed:R}"));
    }

    private static void PrintJson(ReplayResult result) => Terminal.Print(JsonText.Object(
        ("sequence", result.Sequence), ("matches", result.Matches), ("snapshot_sequence", result.SnapshotSequence),
        ("entries_replayed", result.Entries),
        ("differences", result.Differences.Select(d => new Dictionary<string, object?>
        {
            ["what"] = d.What,
            ["stored"] = Number(d.Stored),
            ["recomputed"] = Number(d.Recomputed),
        }).ToArray())));

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}

using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Storage.Sql;
using Vigil.Storage.Sql.Backups;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil restore</c>: puts a backup into an empty data folder.</summary>
internal static class Restore
{
    private static readonly Argument<string> Source = new("FILE") { Description = "The file that 'vigil backup' wrote" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };
    private static readonly string[] Examples = ["vigil restore vigil-2026-11-21.zip --data ./vigil-data"];

    public static Command Create() =>
        Verb.Create("restore", "Put a backup into a data folder that is empty, or has a master key only", Examples, Run,
            Source, DataOption.Data, Json);

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = Path.GetFullPath(DataOption.Of(parsed)), source = parsed.GetValue(Source)!;
        if (!File.Exists(source))
            throw new BadInputException(ExitCode.BadInput, $"{source}: no such file; expected one that 'vigil backup' wrote");
        terminal.Note($"Checking {source}…");
        string? given = Environment.GetEnvironmentVariable("VIGIL_MASTER_KEY");
        var key = string.IsNullOrWhiteSpace(given) ? null : DataFolder.Open(path, create: true).LoadOrCreateMasterKey(given);
        var manifest = SqliteRestore.Restore(source, path, key);
        bool hasKey = key is not null || File.Exists(Path.Combine(path, "master.key"));
        Terminal.Print(parsed.GetValue(Json)
            ? JsonText.Object(("data", path), ("last_sequence", manifest.LastSequence), ("has_master_key", hasKey))
            : string.Create(CultureInfo.InvariantCulture, $"Restored into {path}: the journal up to entry {manifest.LastSequence:#,0}. ")
                + (hasKey ? "'vigil serve' goes on from there." : "Put its master.key there before it is served."));
        return ExitCode.Success;
    }
}

using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Storage.Sql;
using Vigil.Storage.Sql.Backups;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil backup</c>: a consistent copy of the data folder in one file, also beside a running service.</summary>
internal static class Backup
{
    private static readonly Argument<string> Target = new("FILE") { Description = "The file to write; it must not exist" };
    private static readonly Option<bool> WithKey = new("--with-master-key")
    {
        Description = "Put the master key into it, too: then whoever has the file can read everything",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };
    private static readonly string[] Examples = ["vigil backup vigil-2026-11-21.zip", "vigil backup /mnt/safe/all.zip --with-master-key"];

    public static Command Create() =>
        Verb.Create("backup", "Copy the data folder into one file, also while a service runs", Examples, Run,
            Target, DataOption.Data, WithKey, Json);

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var folder = DataFolder.Open(DataOption.Of(parsed), create: false);
        string file = Path.GetFullPath(parsed.GetValue(Target)!);
        terminal.Note($"Copying {folder.Path}…");
        var manifest = SqliteBackup.Write(folder, file, parsed.GetValue(WithKey), TimeProvider.System);
        long bytes = new FileInfo(file).Length;
        Terminal.Print(parsed.GetValue(Json)
            ? JsonText.Object(("file", file), ("bytes", bytes), ("last_sequence", manifest.LastSequence),
                ("holds_master_key", parsed.GetValue(WithKey)))
            : string.Create(CultureInfo.InvariantCulture,
                $"{file}: {bytes:#,0} bytes, the journal up to entry {manifest.LastSequence:#,0}. ")
                + (parsed.GetValue(WithKey) ? "It holds the master key: keep it safe."
                    : "The master key is not in it: keep a copy of it apart."));
        return ExitCode.Success;
    }
}

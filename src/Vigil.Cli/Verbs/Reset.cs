using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil reset</c>: deletes everything in a data folder.</summary>
internal static class Reset
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Delete; without it only say what would be deleted" };

    public static Command Create() =>
        Verb.Create("reset", "Delete everything in the data folder: decisions, models, users, the master key", Run, DataOption.Data, Yes);

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var folder = DataFolder.Open(DataOption.Of(parsed), create: false);
        if (!File.Exists(folder.DatabaseFile) && !File.Exists(folder.KeyFile) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
            throw new BadInputException(ExitCode.BadInput,
                $"{folder.Path} holds files but no store of Vigil; nothing was deleted. Name another folder with --data.");
        using (folder.LockForService())
        {
            var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
            string what = string.Create(CultureInfo.InvariantCulture,
                $"{files.Length} files, {files.Sum(f => new FileInfo(f).Length):#,0} bytes in {folder.Path}");
            if (!parsed.GetValue(Yes))
                throw new BadInputException(ExitCode.Usage,
                    $"this would delete {what}, and nothing of it could be brought back. Say so with --yes");
            foreach (string inner in Directory.GetDirectories(folder.Path))
                Directory.Delete(inner, recursive: true);
            foreach (string file in Directory.GetFiles(folder.Path))
                File.Delete(file);
            Terminal.Print($"Deleted {what}.");
        }
        return ExitCode.Success;
    }
}

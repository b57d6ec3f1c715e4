namespace Vigil.Cli.Inputs;

/// <summary>Where the Fraud Detection Handbook's transactions are when no file is named.</summary>
internal static class HandbookFiles
{
    private const string Pattern = "transactions-*.csv.gz";

    /// <returns>A pattern of files of which there is at least one.</returns>
    /// <exception cref="BadInputException">There is none in any place.</exception>
    public static string Find()
    {
        string[] places = [.. Folders().Select(f => Path.GetFullPath(Path.Combine(f, "handbook"))).Distinct()];
        string? found = places.FirstOrDefault(p => Directory.Exists(p) && Directory.EnumerateFiles(p, Pattern).Any());
        return found is not null ? Path.Combine(found, Pattern) : throw new BadInputException(ExitCode.BadInput,
            $"no files {Pattern} in {string.Join(" or ", places)}; "
            + "name the files, or set VIGIL_DATASETS to the folder that holds handbook/");
    }

    // What the user says counts alone; otherwise beside the current folder or beside the checkout that holds this program.
    private static List<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("VIGIL_DATASETS") is { Length: > 0 } stated)
            return [stated];
        const string Beside = "../shared/datasets";
        var folders = new List<string> { Beside };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vigil.slnx")))
                folders.Add(Path.Combine(folder.FullName, Beside));
        return folders;
    }
}

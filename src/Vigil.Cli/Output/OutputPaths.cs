namespace Vigil.Cli.Output;

/// <summary>Where a run will write. Checked before the work begins, so that it is not lost at the end.</summary>
internal sealed class OutputPaths
{
    private readonly (string Option, string Path)[] _outputs;

    /// <summary>Checks the paths by themselves; those that are null are not asked for.</summary>
    /// <exception cref="BadInputException">Everything that is wrong with them.</exception>
    public OutputPaths(params IEnumerable<(string Option, string? Path)> outputs)
    {
        _outputs = [.. outputs.Where(o => o.Path is not null).Select(o => (o.Option, o.Path!))];
        Throw(_outputs.Select(o => Problem(o.Option, o.Path)).Concat(_outputs.Select(Twice)));
    }

    /// <summary>Where rejected rows go; null when they go nowhere.</summary>
    public string? Rejected => _outputs.FirstOrDefault(o => o.Option == "--rejected").Path;

    /// <summary>Checks that no file to read would be overwritten.</summary>
    /// <exception cref="BadInputException">Some would.</exception>
    public void MustDifferFrom(IEnumerable<string> inputs)
    {
        var places = inputs.Select(Place).ToHashSet(StringComparer.Ordinal);
        Throw(_outputs.Where(o => places.Contains(Place(o.Path)))
            .Select(o => $"{o.Option} {o.Path}: a file that is to be read and would be overwritten; expected another path"));
    }

    private static void Throw(IEnumerable<string?> problems)
    {
        string[] found = [.. problems.OfType<string>()];
        if (found.Length > 0)
            throw new BadInputException(ExitCode.BadInput, found);
    }

    private string? Twice((string Option, string Path) output)
    {
        var first = output.Path.Length == 0 ? output : _outputs.First(o => o.Path.Length > 0 && Place(o.Path) == Place(output.Path));
        return first == output ? null
            : $"{output.Option} {output.Path}: {first.Option} writes to that file, too; expected a path of its own";
    }

    private static string? Problem(string option, string path)
    {
        if (path.Length == 0)
            return $"{option}: an empty path; expected the path of a file";
        if (Directory.Exists(path))
            return $"{option} {path}: a folder; expected the path of a file, such as {Path.Join(path, "name")}";
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            return $"{option} {path}: no folder {folder}; expected a folder that exists; create it: mkdir -p {folder}";
        return CanWrite(folder) || IsDevice(path) ? null
            : $"{option} {path}: no permission to write in {folder}; expected a folder that you may write in; name another with {option}";
    }

    private static bool IsDevice(string path) => Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);

    private static bool CanWrite(string folder)
    {
        string probe = Path.Join(folder, "." + Path.GetRandomFileName());
        try
        {
            File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The file itself, behind links.</summary>
    private static string Place(string path)
    {
        string place = Path.GetFullPath(path);
        try
        {
            return File.ResolveLinkTarget(place, returnFinalTarget: true)?.FullName ?? place;
        }
        catch (IOException)
        {
            return place;
        }
    }
}

using System.CommandLine;
using Vigil.Files;

namespace Vigil.Cli.Inputs;

/// <summary>The files as they were given to a verb.</summary>
/// <param name="Arguments">Paths, patterns, or - for standard input.</param>
/// <param name="Columns">The names of the columns of files without a header; null where the files name them.</param>
/// <param name="Command">The command they were given to, such as "vigil detect".</param>
internal sealed record GivenFiles(string[] Arguments, string[]? Columns, string Command)
{
    /// <summary>What the command line says.</summary>
    public static GivenFiles Of(ParseResult parsed, string[] arguments) =>
        new(arguments, ColumnsOption.Of(parsed), "vigil " + CommandOf(parsed.CommandResult));

    /// <summary>Finds the files. Dispose deletes temporary copies.</summary>
    /// <exception cref="BadInputException">All that is wrong with them.</exception>
    public FileSet Expand(CancellationToken cancellation)
    {
        using var standardInput = Console.OpenStandardInput();
        var files = FileSet.Expand(Arguments, standardInput, Columns, cancellation);
        if (files.Problems.Count == 0)
            return files;
        files.Dispose();
        throw Bad(files.Problems);
    }

    /// <summary>All problems; of a file without a header also the command that names its columns.</summary>
    public BadInputException Bad(IEnumerable<FileProblem> problems) => new(ExitCode.BadInput, problems.Select(Describe));

    private string Describe(FileProblem problem)
    {
        if (problem.Columns.Count == 0)
            return problem.ToString();
        string file = problem.File == FileSet.StandardInputName ? FileSet.StandardInput : problem.File;
        string columns = problem.Columns.Count == 1 ? "its one column" : $"its {problem.Columns.Count} columns";
        return $"{problem}, or name {columns}: {Command} {Quote(file)} --columns {string.Join(",", problem.Columns)}";
    }

    private static string Quote(string file) => file.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? file
        : "'" + file.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string CommandOf(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult { Parent: not null } parent
            ? CommandOf(parent) + " " + command.Command.Name
            : command.Command.Name;
}

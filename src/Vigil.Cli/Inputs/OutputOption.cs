using System.CommandLine;
using Vigil.Files.Writing;

namespace Vigil.Cli.Inputs;

/// <summary>Options that name a table to write.</summary>
internal static class OutputOption
{
    /// <summary>Makes an unknown extension or a missing folder an error of the command line, before a long run and not after it.</summary>
    public static void Check(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && TableWriter.Problem(result.Tokens[0].Value) is { } problem)
            result.AddError($"{option.Name}: {problem}");
    });
}

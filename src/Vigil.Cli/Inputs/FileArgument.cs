using System.CommandLine;

namespace Vigil.Cli.Inputs;

/// <summary>The argument that names files.</summary>
internal static class FileArgument
{
    /// <summary>A new one; what looks like an option is refused as an unknown option, unless there is such a file.</summary>
    public static Argument<string[]> Create(string description, ArgumentArity arity)
    {
        var argument = new Argument<string[]>("FILE") { Description = description, Arity = arity };
        argument.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(t => t.Value).Where(t => t.Length > 1 && t[0] == '-' && !File.Exists(t)))
                result.AddError($"{text}: no such option; --help lists them");
        });
        return argument;
    }
}

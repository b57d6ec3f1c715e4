using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Vigil.Cli;

/// <summary>How the program speaks of its own command line: help with examples, errors without pages of help.</summary>
internal static class Usage
{
    /// <summary>Lets <c>--help</c> end with the verb's examples, and a command without a verb show its help.</summary>
    public static void AddExamples(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        var help = new ExampleHelp((HelpAction)option.Action!);
        option.Action = help;
        root.Action = help;
        foreach (var group in root.Subcommands.Where(c => c.Subcommands.Count > 0))
            group.Action = help;
    }

    /// <summary>Tells everything that is wrong with the command line.</summary>
    public static int Fail(ParseResult parsed)
    {
        new Terminal(isQuiet: false).Fail(parsed.Errors.Select(e => e.Message).Distinct());
        string path = parsed.CommandResult.Command.Name;
        for (var above = parsed.CommandResult.Parent; above is CommandResult result; above = result.Parent)
            path = $"{result.Command.Name} {path}";
        Console.Error.WriteLine($"See: {path} --help");
        return ExitCode.Usage;
    }

    private sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is not VerbCommand { Examples.Count: > 0 } verb)
                return code;
            Console.WriteLine("Examples:");
            foreach (string example in verb.Examples)
                Console.WriteLine("  " + example);
            return code;
        }
    }
}

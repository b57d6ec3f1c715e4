using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Cli.Running;

namespace Vigil.Cli;

/// <summary>What all verbs share: the options of every command, and how errors become messages and exit codes.</summary>
internal static class Verb
{
    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Print results and errors only", Recursive = true };

    public static Option<bool> QuietOption => Quiet;

    /// <summary>A command that runs <paramref name="run"/> and turns what goes wrong into a message and an exit code.</summary>
    public static Command Create(
        string name, string description, Func<ParseResult, Terminal, CancellationToken, int> run, params IEnumerable<Symbol> parts) =>
        Create(name, description, [], run, parts);

    /// <inheritdoc cref="Create(string, string, Func{ParseResult, Terminal, CancellationToken, int}, IEnumerable{Symbol})"/>
    public static Command Create(
        string name, string description, Func<ParseResult, Terminal, CancellationToken, Task<int>> run, params IEnumerable<Symbol> parts) =>
        Create(name, description, [], run, parts);

    /// <inheritdoc cref="Create(string, string, Func{ParseResult, Terminal, CancellationToken, int}, IEnumerable{Symbol})"/>
    /// <remarks>The examples are whole command lines; the help shows them.</remarks>
    public static Command Create(
        string name,
        string description,
        string[] examples,
        Func<ParseResult, Terminal, CancellationToken, int> run,
        params IEnumerable<Symbol> parts) =>
        Create(name, description, examples, (parsed, terminal, stop) => Task.FromResult(run(parsed, terminal, stop)), parts);

    /// <inheritdoc cref="Create(string, string, string[], Func{ParseResult, Terminal, CancellationToken, int}, IEnumerable{Symbol})"/>
    public static Command Create(
        string name,
        string description,
        string[] examples,
        Func<ParseResult, Terminal, CancellationToken, Task<int>> run,
        params IEnumerable<Symbol> parts)
    {
        var command = new VerbCommand(name, description, examples);
        foreach (var part in parts)
        {
            if (part is Argument argument)
                command.Add(argument);
            else if (part is Option option)
                command.Add(option);
        }
        command.SetAction((parsed, cancellation) => Task.Run(() => GuardAsync(parsed, run, cancellation), CancellationToken.None));
        return command;
    }

    private static async Task<int> GuardAsync(
        ParseResult parsed, Func<ParseResult, Terminal, CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        var terminal = new Terminal(parsed.GetValue(Quiet));
        try
        {
            return await run(parsed, terminal, cancellation);
        }
        catch (OperationCanceledException)
        {
            terminal.Note("Stopped; nothing half-written was left behind.");
            return ExitCode.Cancelled;
        }
        catch (BadInputException e)
        {
            terminal.Fail(e.Problems);
            return e.ExitCode;
        }
        catch (IOException e) when (StandardOutput.IsClosed(e))
        {
            return ExitCode.Success;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            terminal.Fail([OutsideFailure.Describe(e)]);
            return ExitCode.BadInput;
        }
        catch (Exception e)
        {
            // The one place that catches everything: a person gets a sentence, whoever mends it asks for the rest.
            bool isDebugging = Environment.GetEnvironmentVariable("VIGIL_DEBUG") == "1";
            terminal.Fail([$"Vigil failed: {e.GetType().Name}: {e.Message}",
                "this is a fault of Vigil; VIGIL_DEBUG=1 shows where it happened",
                .. isDebugging ? e.ToString().Split('\n') : []]);
            return ExitCode.Failure;
        }
    }
}

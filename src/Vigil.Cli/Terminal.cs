using Spectre.Console;

namespace Vigil.Cli;

/// <summary>
/// Where a verb writes: results to standard output, everything else to standard error; colours only on a terminal, never with NO_COLOR.
/// </summary>
internal sealed class Terminal
{
    // Wide enough that a line stays one line for grep and editors.
    private const int WidthWithoutTerminal = 1_000_000;

    /// <param name="isQuiet">Whether to keep from standard error everything but errors.</param>
    public Terminal(bool isQuiet)
    {
        IsQuiet = isQuiet;
        Out = Create(Console.Out, Console.IsOutputRedirected);
        Error = Create(Console.Error, Console.IsErrorRedirected);
    }

    /// <summary>Results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Progress, notes and errors.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether only results and errors are wanted.</summary>
    public bool IsQuiet { get; }

    /// <summary>Whether to draw progress bars.</summary>
    public bool ShowsProgress => !IsQuiet && !Console.IsErrorRedirected;

    /// <summary>Prints a line of the result as it is, without wrapping.</summary>
    public static void Print(string line) => Console.Out.WriteLine(line);

    /// <summary>Tells something that is not a result.</summary>
    public void Note(string text)
    {
        if (!IsQuiet)
            Error.WriteLine(text);
    }

    /// <summary>Tells an error.</summary>
    public void Fail(IEnumerable<string> problems)
    {
        foreach (string problem in problems)
            Error.MarkupLineInterpolated($"[red]error:[/] {problem}");
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected || NoColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    private static bool NoColor => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}

using System.Globalization;
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
            Error.WriteLine(Plain(text));
    }

    /// <summary>Tells what may make the result another than is expected.</summary>
    public void Warn(string text)
    {
        if (!IsQuiet)
            Error.MarkupLineInterpolated($"[yellow]warning:[/] {Plain(text)}");
    }

    /// <summary>Tells an error.</summary>
    public void Fail(IEnumerable<string> problems)
    {
        foreach (string problem in problems)
            Error.MarkupLineInterpolated($"[red]error:[/] {Plain(problem)}");
    }

    /// <summary>The text with control characters written out: what stands in the data must not steer the terminal.</summary>
    public static string Plain(string text) =>
        text.AsSpan().IndexOfAnyInRange('\u007F', '\u009F') < 0 && text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 ? text
            : string.Concat(text.Select(c => char.IsControl(c) ? Escaped(c) : c.ToString()));

    private static string Escaped(char control) => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)control:X2}");

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

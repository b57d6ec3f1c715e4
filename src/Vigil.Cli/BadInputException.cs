namespace Vigil.Cli;

/// <summary>The user's input cannot be used; every problem is a line of its own that says what was found and what to do.</summary>
internal sealed class BadInputException(int exitCode, params IEnumerable<string> problems) : Exception(string.Join('\n', problems))
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The problems, at least one.</summary>
    public IReadOnlyList<string> Problems { get; } = [.. problems];
}

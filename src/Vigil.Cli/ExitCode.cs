namespace Vigil.Cli;

/// <summary>What the program's exit code says; <c>vigil --help</c> lists them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Something failed that is not the user's doing.</summary>
    public const int Failure = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>A file, a stream definition, a model or a state cannot be used.</summary>
    public const int BadInput = 3;

    /// <summary>The input has no transaction that could be scored.</summary>
    public const int NoTransactions = 4;

    /// <summary>Stopped by Ctrl-C, as shells have it: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}

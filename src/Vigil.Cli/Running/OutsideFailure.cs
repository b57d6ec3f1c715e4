namespace Vigil.Cli.Running;

/// <summary>Words for what went wrong outside the program: the disk, permissions, a damaged file.</summary>
internal static class OutsideFailure
{
    private const int DiskFull = 28, QuotaExceeded = 122;

    /// <summary>What happened and what to do; no trace of the program's inside.</summary>
    public static string Describe(Exception e) => e switch
    {
        IOException { HResult: DiskFull or QuotaExceeded } =>
            $"no space left on the disk ({Named(e)}); make room or write to another disk; nothing half-written was left behind",
        UnauthorizedAccessException => $"no permission ({Named(e)}); use a path that you may read or write",
        IOException => Named(e),
        _ => e.Message,
    };

    /// <summary>The name of a file that is being written is not the one that the user knows.</summary>
    private static string Named(Exception e) =>
        e.Message.Replace($".{Environment.ProcessId}.part", "", StringComparison.Ordinal).TrimEnd('.');
}

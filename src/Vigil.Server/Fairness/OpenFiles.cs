using System.Globalization;

namespace Vigil.Server.Fairness;

/// <summary>The operating system's limit of open files, which connections count as.</summary>
public static class OpenFiles
{
    private const string Limits = "/proc/self/limits", Open = "/proc/self/fd", Line = "Max open files";

    // The program's own once everything has been used: the runtime keeps two for each of its 130 assemblies. Then the database, its log,
    // snapshots, callbacks, and connections that are on their way out.
    private const int Own = 300, Kept = 40, LeastConnections = 8;

    /// <summary>How many files this process may have open, or null where that is not told.</summary>
    public static int? Limit()
    {
        try
        {
            string? line = File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith(Line, StringComparison.Ordinal));
            string? word = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? limit : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>How many are open now.</summary>
    public static int Count()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Open).Count();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Why the service cannot run within the limit, or null: it would fail anywhere, at any time.</summary>
    /// <param name="limit">See <see cref="Limit"/>.</param>
    public static string? Fault(int? limit) => limit is { } most && most < Own + Kept + LeastConnections
        ? FormattableString.Invariant($"The limit of open files is {most}, and the service needs {Own + Kept + LeastConnections} ")
            + "at least. Raise it: ulimit -n 11000 before the start, or LimitNOFILE=11000 in a systemd unit." : null;

    /// <summary>How many connections the limit leaves room for, at most as many as are wanted.</summary>
    /// <param name="wanted">From the configuration.</param>
    /// <param name="limit">See <see cref="Limit"/>.</param>
    /// <param name="open">See <see cref="Count"/>.</param>
    public static int Connections(int wanted, int? limit, int open) => limit is { } most
        ? Math.Clamp(most - Math.Max(open, Own) - Kept, Math.Min(LeastConnections, wanted), wanted) : wanted;

    /// <summary>What an operator should know, or null when there is room for all that are wanted.</summary>
    /// <inheritdoc cref="Connections"/>
    public static string? Warning(int wanted, int? limit, int open) => Connections(wanted, limit, open) is var room && room < wanted
        ? FormattableString.Invariant($"The limit of open files is {limit}, so at most {room} connections are taken at a time instead of ")
            + FormattableString.Invariant($"{wanted}. Raise it: ulimit -n {wanted + 1_000} before the start, ")
            + FormattableString.Invariant($"or LimitNOFILE={wanted + 1_000} in a systemd unit.")
        : null;
}

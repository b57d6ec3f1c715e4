using System.Diagnostics;
using Vigil.Testing;

namespace Vigil.Tidy.Tests.Checkout;

/// <summary>The files that git knows in this checkout, and those that it would add.</summary>
internal static class Tracked
{
    private static readonly Lazy<IReadOnlyList<TrackedFile>> Read = new(() => [.. Texts()]);

    /// <summary>Every text file.</summary>
    public static IReadOnlyList<TrackedFile> Files => Read.Value;

    /// <summary>Every path, of binary files too.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. List()];

    private static IEnumerable<TrackedFile> Texts() =>
        from path in Paths
        let text = File.ReadAllText(Path.Combine(Repository.Root, path))
        where !text.Contains('\0', StringComparison.Ordinal)
        select new TrackedFile(path, text);

    private static IEnumerable<string> List()
    {
        // safe.directory: a checkout may belong to another user than the one who tests it.
        string[] arguments = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git could not be started");
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, "the tidy tests look at the files that git lists, so they need a git checkout");
        string[] paths = output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return paths.Where(p => File.Exists(Path.Combine(Repository.Root, p))).Distinct();
    }
}

using System.Diagnostics;
using Vigil.Testing;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>The built command line, of the same configuration as these tests, run in the root of the checkout.</summary>
internal static class VigilProgram
{
    /// <summary>What it prints on standard output.</summary>
    public static string Run(params string[] arguments)
    {
        // The last folder of .../bin/Vigil.Tidy.Tests/release.
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.Combine(Repository.Root, "artifacts", "bin", "Vigil.Cli", configuration, "vigil");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(program + " could not be started");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}

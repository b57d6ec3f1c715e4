using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>A run of the program with its greatest memory and its time.</summary>
internal sealed record MeasuredRun(int ExitCode, string Out, string Error, long PeakBytes, TimeSpan Time)
{
    public static async Task<MeasuredRun> Of(string folder, params string[] arguments)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var process = VigilProcess.Start(folder, [], arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        return new MeasuredRun(process.ExitCode, await output, await error, peak, TimeProvider.System.GetElapsedTime(start));
    }

    /// <summary>Rows scored and rejected as <c>--json</c> says.</summary>
    public (long Scored, long Rejected) Counts => Accounts.Of(Encoding.UTF8.GetBytes(Out));

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between the two questions.
            return 0;
        }
    }
}

/// <summary>Holds a run of <c>detect --json</c> to account.</summary>
internal static class Accounts
{
    public static (long Scored, long Rejected) Of(byte[] json)
    {
        using var report = JsonDocument.Parse(json);
        return (report.RootElement.GetProperty("scored").GetInt64(), report.RootElement.GetProperty("rejected").GetInt64());
    }

    /// <summary>The lines of the dead-letter file; 0 when there is none.</summary>
    public static long Lines(string path) => File.Exists(path) ? File.ReadLines(path).LongCount() : 0;

    /// <summary>No trace of the program's inside, and nothing half-written.</summary>
    public static void ShouldBeClean(ScratchFolder folder, string error)
    {
        error.ShouldNotContain("   at ");
        error.ShouldNotContain("Exception");
        error.ShouldNotContain("fault of Vigil");
        folder.Names().Where(n => System.IO.Path.GetExtension(n) is ".part" or ".tmp").ShouldBeEmpty();
    }
}

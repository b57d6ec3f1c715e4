using System.Diagnostics;
using System.Text;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>Ctrl-C in the middle: exit code 130, soon, and nothing half-written.</summary>
public sealed class StoppingTests(ITestOutputHelper output)
{
    // Two seconds are what a user is promised; the rest is for a machine that runs other tests meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Detect_StoppedWhileLearning_LeavesNothing()
    {
        using var folder = new ScratchFolder();
        folder.Write("a.csv", Payments.Csv(400_000, (i, f) => f[4] = i % 10 == 0 ? "x" : f[4]));
        using var process = VigilProcess.Start(
            folder.Path, [], "detect", "a.csv", "--out", "flagged.csv", "--rejected", "bad.jsonl", "--write-stream", "s.yaml");
        process.StandardInput.Close();
        await Until(() => Directory.EnumerateFiles(folder.Path, "bad.jsonl.*").Any(), process);

        await Stop(process);

        // The stream file is whole: it was worked out before the run that was stopped.
        folder.Names().ShouldBe(["a.csv", "s.yaml"]);
        folder.Read("s.yaml").ShouldContain("customer_id");
    }

    [Fact]
    public async Task Detect_StoppedWhileStandardInputIsSilent_LeavesNothing()
    {
        using var folder = new ScratchFolder();
        folder.Write("no-copies", "");
        using var process = VigilProcess.Start(folder.Path, [("TMPDIR", folder.Path)], "detect", "-");
        await process.StandardInput.WriteAsync(Payments.Csv(10).AsMemory(), TestContext.Current.CancellationToken);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await Until(() => Directory.EnumerateFiles(folder.Path, "vigil-*").Any(), process);

        await Stop(process);

        folder.Names().Where(n => n.StartsWith("vigil-", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Score_Stopped_StateHoldsWhatWasAnswered()
    {
        using var folder = new ScratchFolder();
        folder.Write("a.csv", Payments.Csv(500));
        (await folder.Run("train", "a.csv", "-q")).ExitCode.ShouldBe(0);
        using var process = VigilProcess.Start(folder.Path, [], "score", "--state", "s.state");
        await process.StandardInput.WriteAsync(Payments.Json(3, first: 1000).AsMemory(), TestContext.Current.CancellationToken);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        for (int i = 0; i < 3; i++)
            (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))
                .ShouldNotBeNull().ShouldContain("\"decision\"");

        await Stop(process);

        var again = await VigilProcess.Run(
            folder.Path, Encoding.UTF8.GetBytes(Payments.Json(4, first: 1000)), [], "score", "--state", "s.state");
        again.Lines.Length.ShouldBe(1, "three of the four were answered before");
    }

    /// <summary>Sends what Ctrl-C sends.</summary>
    private async Task Stop(Process process)
    {
        long start = TimeProvider.System.GetTimestamp();
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        string error = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        output.WriteLine($"Ended {TimeProvider.System.GetElapsedTime(start).TotalSeconds:N2} s after Ctrl-C");
        process.ExitCode.ShouldBe(130);
        error.ShouldContain("Stopped");
        error.ShouldNotContain("   at ");
    }

    private static async Task Until(Func<bool> isTrue, Process process)
    {
        while (!isTrue())
        {
            process.HasExited.ShouldBeFalse("it ended before it could be stopped");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}

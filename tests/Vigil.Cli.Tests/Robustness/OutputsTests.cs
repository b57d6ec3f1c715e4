using System.Diagnostics;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>Places that cannot be written to, or must not be: told before the work begins.</summary>
public sealed class OutputsTests
{
    [Theory]
    [InlineData("--out", "a.csv", "would be overwritten")]
    [InlineData("--out", "link.csv", "would be overwritten")]
    [InlineData("--out", "rejected.jsonl", "--rejected writes to that file, too")]
    [InlineData("--rejected", "no/r.jsonl", "no folder")]
    [InlineData("--rejected", "folder.jsonl", "a folder")]
    [InlineData("--rejected", "", "an empty path")]
    [InlineData("--rejected", "a.csv", "would be overwritten")]
    [InlineData("--write-stream", "no/s.yaml", "no folder")]
    [InlineData("--write-stream", "a.csv", "would be overwritten")]
    public async Task Detect_OutputThatCannotBe_SaysSoAndTouchesNothing(string option, string path, string found)
    {
        using var folder = WithFile(rows: 20);
        Directory.CreateDirectory(folder.At("folder.jsonl"));
        File.CreateSymbolicLink(folder.At("link.csv"), folder.At("a.csv"));
        string before = folder.Read("a.csv");

        var run = await folder.Run("detect", "a.csv", option, path);

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain(found);
        folder.Read("a.csv").ShouldBe(before);
        Accounts.ShouldBeClean(folder, run.Error);
    }

    [Theory]
    [InlineData("train", "--out", "no/m.vigil")]
    [InlineData("train", "--state", "no/m.state")]
    [InlineData("train", "--out", "a.csv")]
    [InlineData("features", "--out", "a.csv")]
    public async Task OtherVerbs_OutputThatCannotBe_SaysSoAndTouchesNothing(string verb, string option, string path)
    {
        using var folder = WithFile(rows: 20);
        string before = folder.Read("a.csv");

        var run = await folder.Run(verb, "a.csv", option, path);

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain($"{option} {path}: ");
        folder.Read("a.csv").ShouldBe(before);
        folder.Names().ShouldBe(["a.csv"]);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [Fact]
    public async Task Detect_FolderWithoutPermission_SaysSo()
    {
        using var folder = WithFile(rows: 20);
        Directory.CreateDirectory(folder.At("locked"));
        File.SetUnixFileMode(folder.At("locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var run = await VigilProcess.RunWithoutPrivilege(folder.Path, "detect", "a.csv", "--out", "locked/flagged.csv");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("--out locked/flagged.csv: no permission to write in");
    }

    [Fact]
    public async Task Detect_RejectedToNull_LeavesTheDevice()
    {
        using var folder = new ScratchFolder();
        folder.Write("a.csv", Payments.Csv(50) + "x\n");

        var run = await folder.Run("detect", "a.csv", "--rejected", "/dev/null");

        run.ExitCode.ShouldBe(0, run.Error);
        new FileInfo("/dev/null").Length.ShouldBe(0);
        File.WriteAllText("/dev/null", "still swallows everything");
        File.ReadAllBytes("/dev/null").ShouldBeEmpty();
    }

    [Fact]
    public async Task Detect_DiskFull_SaysSoAndLeavesNothing()
    {
        using var folder = WithFile(rows: 5000);
        Directory.CreateDirectory(folder.At("small"));
        string mounted = Shell("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.At("small"));
        Assert.SkipUnless(mounted.Length == 0, "No disk of 64 KiB can be mounted here, which needs root: " + mounted);
        try
        {
            foreach (string name in (string[])["all.csv", "all.jsonl", "all.csv.gz"])
            {
                var run = await folder.Run("detect", "a.csv", "--all", "--explain", "--out", "small/" + name);

                run.ExitCode.ShouldBe(3, name);
                run.Error.ShouldContain("no space left on the disk");
                Directory.GetFileSystemEntries(folder.At("small")).ShouldBeEmpty(name);
                Accounts.ShouldBeClean(folder, run.Error);
            }
        }
        finally
        {
            Shell("umount", folder.At("small"));
        }
    }

    [Fact]
    public async Task Detect_StandardOutputClosed_EndsQuietly()
    {
        using var folder = WithFile(rows: 300);
        using var process = VigilProcess.Start(folder.Path, [], "detect", "a.csv", "--top", "300", "--explain");
        process.StandardInput.Close();
        process.StandardOutput.Close();

        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBeOneOf(0, 3);
        Accounts.ShouldBeClean(folder, error);
    }

    private static ScratchFolder WithFile(int rows)
    {
        var folder = new ScratchFolder();
        folder.Write("a.csv", Payments.Csv(rows));
        return folder;
    }

    /// <summary>Nothing when it went well, otherwise what it said.</summary>
    private static string Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : error.Trim() + $" (exit code {process.ExitCode})";
    }
}

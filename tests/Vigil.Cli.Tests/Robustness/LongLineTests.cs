using System.Text;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>A line of one gigabyte is one rejected row and costs no more memory than any other.</summary>
public sealed class LongLineTests(ITestOutputHelper output)
{
    private const long Gigabyte = 1L << 30;
    private const long MostMemory = 400L << 20;

    [Theory]
    [InlineData("in a row", "300,2018-04-02T00:00:00,")]
    [InlineData("in quotes", "300,2018-04-02T00:00:00,\"")]
    public async Task Detect_GigabyteLine_RejectedInBoundedMemory(string where, string start)
    {
        using var folder = new ScratchFolder();
        WriteSparse(folder.At("a.csv"), Payments.Csv(200) + start, "\n" + Payments.Csv(100, first: 400)[Payments.Header.Length..]);

        var run = await MeasuredRun.Of(folder.Path, "detect", "--json", "a.csv");

        output.WriteLine($"A line of 1 GiB {where}: {run.Time.TotalSeconds:N1} s, peak {run.PeakBytes >> 20} MiB");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Counts.ShouldBe((300, 1));
        folder.Read("rejected.jsonl").ShouldContain("\"line\":202");
        run.PeakBytes.ShouldBeInRange(1 << 20, MostMemory);
    }

    [Theory]
    [InlineData("header.csv", "transaction_id,timestamp,amount,")]
    [InlineData("only.csv", "")]
    public async Task Detect_NothingButAGigabyteLine_SaysSo(string name, string start)
    {
        using var folder = new ScratchFolder();
        WriteSparse(folder.At(name), start.PadRight(start.Length == 0 ? 0 : 5000, 'x'), "");

        var run = await MeasuredRun.Of(folder.Path, "detect", name);

        output.WriteLine($"Nothing but a line of 1 GiB: {run.Time.TotalSeconds:N1} s, peak {run.PeakBytes >> 20} MiB: {run.Error.Trim()}");
        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain(name + ": ");
        run.PeakBytes.ShouldBeLessThan(MostMemory);
        Accounts.ShouldBeClean(folder, run.Error);
    }

    /// <summary>A gigabyte of NUL bytes that takes no room on the disk.</summary>
    private static void WriteSparse(string path, string start, string end)
    {
        using var file = File.Create(path);
        file.Write(Encoding.UTF8.GetBytes(start));
        file.SetLength(file.Length + Gigabyte);
        file.Position = file.Length;
        file.Write(Encoding.UTF8.GetBytes(end));
    }
}

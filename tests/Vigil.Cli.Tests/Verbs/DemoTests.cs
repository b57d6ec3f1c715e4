using System.Globalization;

namespace Vigil.Cli.Tests.Verbs;

/// <summary>Live traffic of the demonstration looks like its own history.</summary>
public sealed class DemoTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_ForAnHourAtItsRate_KeepsReviewAndBlockNearTheHistorys()
    {
        var run = await VigilProcess.Run(
            _folder.Path, "demo", "--data", "demo", "--listen", "http://127.0.0.1:0", "--hours", "1", "--begin", "2026-11-26T09:00:00Z");

        run.ExitCode.ShouldBe(0, run.Error);
        string[] table = [.. run.Lines.SkipWhile(line => !line.StartsWith("FROM", StringComparison.Ordinal))];
        foreach (string line in table)
            output.WriteLine("OUTPUT: " + line);
        table.Length.ShouldBe(8, run.Text);
        foreach (string line in table.Skip(2))
        {
            double ofHistory = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1], CultureInfo.InvariantCulture);
            ofHistory.ShouldBeInRange(0.5, 2, line);
        }
    }
}

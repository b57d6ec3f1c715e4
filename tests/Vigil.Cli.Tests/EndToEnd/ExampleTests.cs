using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Simulation;
using Vigil.Testing;

namespace Vigil.Cli.Tests.EndToEnd;

/// <summary>The files in <c>examples/</c> are what their README says, and show what they are there to show.</summary>
public sealed partial class ExampleTests : IDisposable
{
    private const long LargestSum = 600_000;

    private static readonly string Examples = Path.Combine(Repository.Root, "examples");
    private static readonly string Bank = Path.Combine(Examples, "bank-transactions.csv");
    private static readonly string WebLog = Path.Combine(Examples, "web-log.csv");

    private readonly ScratchFolder _folder = new();

    [Fact]
    public void Files_AreSmall() => Directory.GetFiles(Examples).Sum(f => new FileInfo(f).Length).ShouldBeLessThan(LargestSum);

    /// <summary>Not byte by byte: on another processor a value may differ in its last digit.</summary>
    [Fact]
    public async Task BankTransactions_MadeAgainAsTheReadmeSays_HaveTheSameHeaderAndRows()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(Examples, "README.md"), TestContext.Current.CancellationToken);
        string command = Simulation().Match(readme.Replace("\\\n", "", StringComparison.Ordinal)).Groups[1].Value;
        string[] arguments = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(a => a != "--out")];

        var run = await _folder.Run(arguments);

        string[] committed = await File.ReadAllLinesAsync(Bank, TestContext.Current.CancellationToken);
        committed[0].ShouldBe(string.Join(',', SimulatedTransaction.Columns));
        run.Lines[0].ShouldBe(committed[0]);
        run.Lines.Length.ShouldBe(committed.Length);
        readme.ShouldContain(FormattableString.Invariant($"{committed.Length - 1:#,0} payments"));
        readme.ShouldContain($"{committed.Skip(1).Count(l => l.Split(',')[16] == "1")} of them fraudulent");
    }

    [Fact]
    public async Task WebLog_MadeAgain_IsTheSame()
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Examples, "make-web-log")) { RedirectStandardOutput = true })!;
        string made = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        made.ShouldBe(await File.ReadAllTextAsync(WebLog, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Detect_BankTransactions_MostOfTheTopTenAreFraudsAndTheTruthIsLeftOut()
    {
        var frauds = File.ReadLines(Bank).Skip(1).Select(l => l.Split(',')).Where(c => c[16] == "1").Select(c => c[0]).ToHashSet();

        var run = await _folder.Run("detect", Bank);

        run.ExitCode.ShouldBe(0, run.Error);
        string[] top = [.. Rank().Matches(run.Text).Select(m => m.Groups[1].Value)];
        top.Length.ShouldBe(10);
        top.Count(frauds.Contains).ShouldBeGreaterThanOrEqualTo(7);
        run.Error.ShouldMatch(@"\n  scenario +left out: ");
        run.Error.ShouldMatch(@"\n  label_time +left out: ");
        run.Text.ShouldContain("ROC-AUC");
    }

    [Theory]
    [InlineData]
    [InlineData("--stream", "web-log.yaml")]
    public async Task Detect_WebLog_SlowRequestIsOnTop(params string[] stream)
    {
        string slow = File.ReadLines(WebLog).Single(l => l.EndsWith(",8000", StringComparison.Ordinal));

        var run = await _folder.Run(["detect", WebLog, "--quiet", "--top", "1", .. stream.Select(InExamples)]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Lines[0].ShouldContain(slow.Split(',')[0]);
        run.Lines[0].ShouldContain(slow.Split(',')[1]);
    }

    [Theory]
    [InlineData("bank.yaml")]
    [InlineData("handbook.yaml")]
    [InlineData("web-log.yaml")]
    public async Task StreamCheck_Examples_AreValid(string file)
    {
        var run = await _folder.Run("stream", "check", Path.Combine(Examples, file), "--json");

        run.ExitCode.ShouldBe(0, run.Text);
        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("features").GetInt32().ShouldBeGreaterThan(0);
    }

    public void Dispose() => _folder.Dispose();

    private static string InExamples(string argument) =>
        argument.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(Examples, argument) : argument;

    [GeneratedRegex(@"\./vigil (simulate [^\n]*)")]
    private static partial Regex Simulation();

    [GeneratedRegex(@"^ *\d+\. risk .*?(TX\d+)", RegexOptions.Multiline)]
    private static partial Regex Rank();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Testing;

namespace Vigil.Cli.Tests;

/// <summary>Reasons as the command line tells them: in reports, JSON and tables alike.</summary>
public sealed partial class ReasonsTests
{
    public static TheoryData<string> Files =>
    [
        Path.Combine(Repository.Root, "examples", "bank-transactions.csv"), Cases.Path("01-debits-negative.csv"),
        Cases.Path("20-salary-and-rent.csv"), Cases.Path("24-currencies.csv"), Cases.Path("30-extreme.csv"), Cases.Path("37-names.csv"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Detect_AnyFile_GroupsAddUpAndAreForPeople(string file)
    {
        using var folder = new ScratchFolder();
        var run = await folder.Run("detect", file, "--json", "--top", "500", "--all", "--out", "all.csv");

        run.ExitCode.ShouldBe(0, run.Error);
        using var report = JsonDocument.Parse(run.Text);
        string table = folder.Read("all.csv");
        foreach (var finding in report.RootElement.GetProperty("top").EnumerateArray())
        {
            var reasons = finding.GetProperty("reasons").EnumerateArray().ToList();
            double points = reasons.Sum(r => r.GetProperty("points").GetDouble());
            (finding.GetProperty("base_points").GetDouble() + points).ShouldBe(finding.GetProperty("risk").GetDouble(), 1e-6);
            table.ShouldContain(reasons[0].GetProperty("text").GetString()!.Replace("\"", "\"\"", StringComparison.Ordinal));
            foreach (var reason in reasons)
                foreach (var member in reason.GetProperty("members").EnumerateArray().Append(reason))
                    ForPeople(member.GetProperty("text").GetString()!, member.GetProperty("feature").GetString()!);
        }
    }

    [Fact]
    public async Task Detect_ExplainedOrNot_FirstReasonIsTheFirstGroupOfTheWaterfall()
    {
        using var folder = new ScratchFolder();
        string file = Path.Combine(Repository.Root, "examples", "bank-transactions.csv");
        var brief = await folder.Run("detect", file, "--top", "5");
        var full = await folder.Run("detect", file, "--top", "5", "--explain");

        string[] first = Lines(brief, after: 1), group = Lines(full, after: 2);
        first.Length.ShouldBe(5);
        first.ShouldBe(group);
    }

    // The line so many lines behind each finding's heading.
    private static string[] Lines(VigilRun run, int after)
    {
        string[] lines = run.Text.Split('\n');
        return [.. Enumerable.Range(0, lines.Length).Where(i => Heading().IsMatch(lines[i])).Select(i => lines[i + after])];
    }

    private static void ForPeople(string text, string feature)
    {
        text.ShouldNotMatch(@"(?<![\w.,])\d[\d.,]*[eE][+−-]?\d+\b|NaN|Infinity");
        if (feature.Contains('_'))
            text.ShouldNotContain(feature);
    }

    [GeneratedRegex(@"^ *\d+\. risk ")]
    private static partial Regex Heading();
}

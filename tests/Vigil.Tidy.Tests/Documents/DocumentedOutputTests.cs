using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>The output that README.md shows is what the command above it prints.</summary>
public sealed partial class DocumentedOutputTests
{
    [Fact]
    public void Readme_ShowsWhatTheProgramPrints() =>
        Check(Tracked.Files.Single(f => f.Path == "README.md"), VigilProgram.Run).ShouldBeNone();

    [Fact]
    public void Check_OutputThatIsNotPrinted_IsReported() =>
        Check(Planted, _ => "first line\nthird line\n").ShouldReport("README.md: 'vigil detect a.csv' does not print: second line");

    [Fact]
    public void Check_OutputThatIsPrinted_IsFine() => Check(Planted, _ => "head\n  first line\nsecond line\n").ShouldBeEmpty();

    [Fact]
    public void Check_NoOutput_IsReported() =>
        Check(new("README.md", "```sh\n./vigil detect a.csv\n```\n"), _ => "").ShouldReport("README.md");

    private static TrackedFile Planted =>
        new("README.md", "```sh\n./vigil detect a.csv\n./test\n```\ngives\n```\n  first line\nsecond line\n```\n");

    private static IEnumerable<string> Check(TrackedFile readme, Func<string[], string> run)
    {
        var shown = Example().Match(readme.Text);
        if (!shown.Success)
            return [$"{readme.Path}: no command with its output"];
        string command = shown.Groups[1].Value.Trim();
        var printed = run(command.Split(' ')).Split('\n').Select(l => l.Trim()).ToHashSet();
        return from line in shown.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
               where !printed.Contains(line.Trim())
               select $"{readme.Path}: 'vigil {command}' does not print: {line.Trim()}";
    }

    [GeneratedRegex(@"```sh\n\./vigil (detect [^\n#]*)\n.*?```\n.*?```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}

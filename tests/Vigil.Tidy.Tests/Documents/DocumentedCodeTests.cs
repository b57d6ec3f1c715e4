using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>
/// Every C# example in the documents is the body of a test, word for word: it compiles, runs, and gives what it promises.
/// </summary>
public sealed partial class DocumentedCodeTests
{
    [Fact]
    public void Documents_ShowCodeThatIsTested() => Check(Tracked.Files).ShouldBeNone();

    [Fact]
    public void Check_CodeThatNoTestRuns_IsReported() =>
        Check([new("README.md", "```csharp\nvar a = Gone();\n```"), new("tests/P/ATests.cs", "var a = Here();")]).ShouldReport("README.md");

    [Fact]
    public void Check_CodeOfATest_IsFine() =>
        Check([new("README.md", "```csharp\nusing A;\n\nvar a = 1\n    + 1;\n```"), new("tests/A.cs", "using A;\n{ var a = 1\n  + 1; }")])
            .ShouldBeEmpty();

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files)
    {
        string[] tests = [.. files.Where(f => f.IsCSharp && f.IsUnder("tests")).Select(f => Squeeze(f.Text))];
        return from document in files
               where document.IsMarkdown
               from Match block in Block().Matches(document.Text)
               let parts = Using().Matches(block.Value).Select(m => m.Value).Append(Using().Replace(block.Value, ""))
               where !tests.Any(test => parts.All(part => test.Contains(Squeeze(part), StringComparison.Ordinal)))
               select $"{document.Path}: no test holds the example that begins with '{block.Value.Split('\n')[0]}'";
    }

    private static string Squeeze(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex("(?<=```csharp\n).*?(?=```)", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

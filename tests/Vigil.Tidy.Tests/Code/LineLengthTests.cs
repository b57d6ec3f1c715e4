using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>A line has at most 140 characters. Table rows and lines with an address in documents may be longer.</summary>
public sealed class LineLengthTests
{
    private const int Limit = 140;

    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".sh", ".md", ".yaml", ".yml", ".txt"];

    [Fact]
    public void Lines_FitTheWindow() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("src/A.cs", "")]
    [InlineData("README.md", "")]
    [InlineData("run", "#!/bin/sh\n")]
    public void Check_LongLine_IsReported(string path, string start) =>
        Check([new(path, start + new string('x', Limit + 1))]).ShouldReport(path);

    [Theory]
    [InlineData("README.md", "| ")]
    [InlineData("README.md", "[a](https://example.org/")]
    [InlineData("data.csv", "")]
    public void Check_LongLineThatCannotBreak_IsFine(string path, string start) =>
        Check([new(path, start + new string('x', Limit + 1))]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files) =>
        from file in files
        where Extensions.Any(e => file.Path.EndsWith(e, StringComparison.Ordinal)) || file.Text.StartsWith("#!", StringComparison.Ordinal)
        from line in file.Lines.Index()
        where line.Item.Length > Limit && !(file.IsMarkdown && CannotBreak(line.Item))
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length} characters, at most {Limit}";

    private static bool CannotBreak(string line) =>
        line.StartsWith('|') || line.Contains("https://", StringComparison.Ordinal);
}

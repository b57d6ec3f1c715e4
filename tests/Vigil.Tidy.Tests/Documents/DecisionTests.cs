using System.Globalization;
using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>Decision records are numbered without gaps, have their four sections, and name every package that the product uses.</summary>
public sealed partial class DecisionTests
{
    private const string Folder = "docs/decisions";

    [Fact]
    public void Decisions_AreWhole() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("0003-c.md", Whole)]
    [InlineData("0001-b.md", Whole)]
    [InlineData("b.md", Whole)]
    [InlineData("0002-b.md", "# 0003: Other\n")]
    [InlineData("0002-b.md", "# 0002: B\n\n## Status\n\n## Context\n\n## Decision\n")]
    public void Check_BrokenRecord_IsReported(string name, string text) =>
        Check([new($"{Folder}/0001-a.md", Whole.Replace("0002", "0001", StringComparison.Ordinal)), new($"{Folder}/{name}", text)])
            .ShouldReport($"{Folder}/{name}");

    [Fact]
    public void Check_WholeRecords_AreFine() =>
        Check([new($"{Folder}/0001-a.md", Whole.Replace("0002", "0001", StringComparison.Ordinal)), new($"{Folder}/0002-b.md", Whole)])
            .ShouldBeEmpty();

    [Fact]
    public void Check_PackageWithoutReason_IsReported() =>
        Check([new("Directory.Packages.props", "<PackageVersion Include=\"A.B\" />")]).ShouldReport("Directory.Packages.props");

    private const string Whole = "# 0002: B\n\n## Status\n\n## Context\n\n## Decision\n\n## Consequences\n";

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files)
    {
        var records = files.Where(f => f.Folder == Folder).OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        foreach (var (index, record) in records.Index())
            if (Fault(record, (index + 1).ToString("0000", CultureInfo.InvariantCulture)) is { } fault)
                yield return $"{record.Path}: {fault}";
        foreach (var file in files.Where(f => f.Path == "Directory.Packages.props"))
            foreach (Match package in Package().Matches(file.Text))
                if (!records.Any(r => r.Text.Contains(package.Value, StringComparison.Ordinal)))
                    yield return $"{file.Path}: no record in {Folder} says why {package.Value} was taken";
    }

    private static string? Fault(TrackedFile record, string expected)
    {
        string[] sections = [.. record.Lines.Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..])];
        if (!record.Name.StartsWith(expected + "-", StringComparison.Ordinal))
            return $"the next number is {expected}";
        if (!record.Lines[0].StartsWith($"# {expected}: ", StringComparison.Ordinal))
            return $"the first line is '# {expected}: <title>'";
        bool isWhole = sections is ["Status", "Context", "Decision", "Consequences"];
        return isWhole ? null : "the sections are Status, Context, Decision, Consequences";
    }

    [GeneratedRegex("(?<=<PackageVersion Include=\")[^\"]+")]
    private static partial Regex Package();
}

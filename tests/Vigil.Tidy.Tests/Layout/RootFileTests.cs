using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Layout;

/// <summary>The root holds what a newcomer must see first, and nothing for the author's convenience.</summary>
public sealed class RootFileTests
{
    private static readonly HashSet<string> Allowed =
    [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "vigil", "test", "Vigil.slnx", "global.json",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", ".editorconfig", ".gitattributes", ".gitignore",
        ".ci", "src", "tests", "bench", "docs", "eng", "examples", "console",
    ];

    [Fact]
    public void Root_HoldsOnlyWhatItMay() => Check(Tracked.Paths).ShouldBeNone();

    [Theory]
    [InlineData("NOTES.md")]
    [InlineData("scratch/a.cs")]
    public void Check_AnythingElse_IsReported(string path) => Check([path]).ShouldReport(path.Split('/')[0]);

    [Fact]
    public void Check_Allowed_IsFine() => Check(["README.md", "src/A.cs"]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<string> paths) =>
        from name in paths.Select(p => p.Split('/')[0]).Distinct()
        where !Allowed.Contains(name)
        select $"{name} does not belong into the root";
}

using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Layout;

/// <summary>
/// Every test folder mirrors a source folder, so that both are found by one word, and every test class is in a file that says so.
/// </summary>
public sealed class TestMirrorTests
{
    // Folders of test data and of tests over several parts.
    private static readonly string[] Free = ["TestData", "EndToEnd", "Robustness", "Earlier"];

    [Fact]
    public void TestFolders_MirrorTheSource() => Check(Tracked.Files).ShouldBeNone();

    [Fact]
    public void Check_FolderWithoutSource_IsReported() =>
        Check([new("tests/Vigil.P.Tests/Gone/ATests.cs", ""), new("src/Vigil.P/Here/A.cs", "")]).ShouldReport("tests/Vigil.P.Tests/Gone");

    [Theory]
    [InlineData("tests/Vigil.P.Tests/Here/ATests.cs")]
    [InlineData("tests/Vigil.P.Tests/TestData/A.cs")]
    [InlineData("tests/Vigil.P.Tests/ATests.cs")]
    public void Check_FolderWithSource_IsFine(string path) => Check([new(path, ""), new("src/Vigil.P/Here/A.cs", "")]).ShouldBeEmpty();

    [Fact]
    public void Check_TestsInAFileThatDoesNotSaySo_IsReported() =>
        Check([new("tests/Vigil.P.Tests/A.cs", "[Fact]"), new("src/Vigil.P/A.cs", "")]).ShouldReport("tests/Vigil.P.Tests/A.cs");

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files)
    {
        var sources = files.Select(f => f.Folder).ToHashSet();
        foreach (var folder in files.Where(f => f.IsCSharp && f.IsUnder("tests")).GroupBy(f => f.Folder))
        {
            string[] parts = folder.Key.Split('/');
            string source = $"src/{parts[1].Replace(".Tests", "", StringComparison.Ordinal)}/{string.Join('/', parts[2..])}";
            bool isOwn = parts[1] is "Shared" or "Vigil.Tidy.Tests" || parts.Length == 2 || Free.Contains(parts[2]);
            if (!isOwn && !sources.Any(s => s == source || s.StartsWith(source + "/", StringComparison.Ordinal)))
                yield return $"{folder.Key}: there is no {source} that it mirrors";
            foreach (var file in folder.Where(f => !f.Name.EndsWith("Tests.cs", StringComparison.Ordinal)))
                if (file.Text.Contains("[Fact]", StringComparison.Ordinal) || file.Text.Contains("[Theory]", StringComparison.Ordinal))
                    yield return $"{file.Path}: holds tests, so its name ends in Tests";
        }
    }
}

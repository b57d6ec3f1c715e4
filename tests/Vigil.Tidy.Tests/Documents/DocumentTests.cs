using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>The first documents are short enough to be read.</summary>
public sealed class DocumentTests
{
    private static readonly Dictionary<string, int> Limits = new()
    {
        ["README.md"] = 80,
        // A line for each step, slice and project: it grows with them, and stays a page or two.
        ["ARCHITECTURE.md"] = 120,
        ["CONTRIBUTING.md"] = 120,
    };

    [Fact]
    public void Documents_AreShort() => Check(Tracked.Files).ShouldBeNone();

    [Fact]
    public void Check_LongDocument_IsReported() =>
        Check([.. Planted.Skip(1), new("README.md", string.Concat(Enumerable.Repeat("x\n", 81)))]).ShouldReport("README.md");

    [Fact]
    public void Check_MissingDocument_IsReported() => Check(Planted.Skip(1)).ShouldReport("README.md");

    private static IEnumerable<TrackedFile> Planted => Limits.Keys.Select(path => new TrackedFile(path, "x\n"));

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files)
    {
        var byPath = files.ToDictionary(f => f.Path);
        foreach (var (path, limit) in Limits)
            if (!byPath.TryGetValue(path, out var file))
                yield return $"{path} is missing";
            else if (file.Lines.Length > limit)
                yield return $"{path} has {file.Lines.Length} lines, at most {limit}";
    }
}

using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>Every path and link in the documents leads somewhere.</summary>
public sealed partial class DocumentedPathTests
{
    [Fact]
    public void Documents_NamePathsThatExist() => Check(Tracked.Files, Tracked.Paths).ShouldBeNone();

    [Theory]
    [InlineData("see `src/Vigil.Engine/Gone.cs`")]
    [InlineData("see `Gone.cs`")]
    [InlineData("see `src/Gone/`")]
    [InlineData("see [the guide](guides/gone.md)")]
    [InlineData("see [the path](../src/P/B.cs#L1)")]
    [InlineData("```sh\n./vigil detect examples/gone.csv\n```")]
    public void Check_PathThatDoesNotExist_IsReported(string text) =>
        Check([new("docs/a.md", text)], ["src/P/A.cs"]).ShouldReport("docs/a.md:");

    [Theory]
    [InlineData("see `src/P/A.cs`, `A.cs`, `src/P/` and `src/P`")]
    [InlineData("see [A](../src/P/A.cs), [above](#above) and [the web](https://example.org/a.md)")]
    [InlineData("add `src/P/<Name>.cs`, look at `src/*/A.cs` and `src/P/{A,B}.cs`, use `System.cs.x`")]
    public void Check_PathThatExists_IsFine(string text) => Check([new("docs/a.md", text)], ["src/P/A.cs"]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files, IReadOnlyCollection<string> paths)
    {
        var known = paths.ToHashSet();
        known.UnionWith(paths.Select(p => Path.GetFileName(p)));
        known.UnionWith(paths.SelectMany(Folders));
        return from file in files
               where file.IsMarkdown && file.Path != "CHANGELOG.md"
               from path in Named(file)
               where !known.Contains(path.Target.TrimEnd('/'))
               select $"{file.Path}:{path.Line}: '{path.Target}' does not exist";
    }

    private static IEnumerable<string> Folders(string path) =>
        path.Split('/').SkipLast(1).Index().Select(part => string.Join('/', path.Split('/')[..(part.Index + 1)]));

    private static IEnumerable<(string Target, int Line)> Named(TrackedFile file) =>
        from line in file.Lines.Index()
        let paths = RepositoryPath().Matches(line.Item).Concat(FileName().Matches(line.Item)).Select(m => m.Value)
        from target in paths.Concat(Link().Matches(line.Item).Select(m => Resolve(file.Folder, m.Value)))
        select (target, line.Index + 1);

    private static string Resolve(string folder, string link) =>
        Path.GetFullPath(Path.Combine("/", folder, link.Split('#')[0]))[1..];

    /// <summary>A path from the root, in code spans and blocks alike; one with a placeholder is none.</summary>
    [GeneratedRegex(@"(?<![\w./(])(?:src|tests|bench|docs|eng|examples|\.ci)/[\w./-]+(?![\w./-]|[<*{…])(?<![.])")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"(?<=`)[A-Z]\w+\.(?:cs|csproj|props|targets|md|slnx)(?=`)")]
    private static partial Regex FileName();

    [GeneratedRegex(@"(?<=\]\()(?!https?:|#|mailto:)[^)\s]+(?=\))")]
    private static partial Regex Link();
}

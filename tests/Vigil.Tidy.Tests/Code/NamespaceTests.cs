using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>The namespace is the project and its folders, at most two of them deep.</summary>
public sealed partial class NamespaceTests
{
    [Fact]
    public void Namespaces_AreTheFolders() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("src/Vigil.Engine/Features/A.cs", "namespace Vigil.Engine;")]
    [InlineData("tests/Vigil.Engine.Tests/A.cs", "namespace Vigil.Engine;")]
    [InlineData("src/Vigil.Engine/A/B/C/A.cs", "namespace Vigil.Engine.A.B.C;")]
    [InlineData("src/Vigil.Engine/A/A.cs", "class A;")]
    public void Check_AnotherNamespace_IsReported(string path, string text) => Check([new(path, text)]).ShouldReport(path);

    [Theory]
    [InlineData("src/Vigil.Engine/Features/A.cs", "// why\nnamespace Vigil.Engine.Features;\nclass A;")]
    [InlineData("src/Vigil.Cli/Program.cs", "return 0;")]
    public void Check_TheFolders_IsFine(string path, string text) => Check([new(path, text)]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files)
    {
        foreach (var file in files.Where(f => f.IsCSharp && f.Folder.Contains('/', StringComparison.Ordinal) && !f.IsUnder("tests/Shared")))
        {
            string expected = file.Folder[(file.Folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');
            string found = Declaration().Match(file.Text) is { Success: true } match ? match.Groups[1].Value : "";
            if (found != expected && file.Name is not ("Program.cs" or "AssemblyInfo.cs"))
                yield return $"{file.Path}: the namespace is '{found}', expected '{expected}'";
            else if (file.Path.Split('/').Length > 5)
                yield return $"{file.Path}: more than two folders below its project";
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}

using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>One word names one thing: no two types of the product share a name, and a type is one file.</summary>
public sealed partial class TwinNameTests
{
    [Fact]
    public void Types_HaveNamesOfTheirOwn() => Check(Tracked.Files).ShouldBeNone();

    [Fact]
    public void Check_SameNameInAnotherNamespace_IsReported() =>
        Check([new("src/P/A/X.cs", "namespace P.A;\nclass X;"), new("src/P/B/X.cs", "namespace P.B;\nrecord struct X;")])
            .ShouldReport("src/P/A/X.cs");

    [Fact]
    public void Check_TypeInTwoFiles_IsReported() =>
        Check([new("src/P/X.cs", "namespace P;\npartial class X;"), new("src/P/X.More.cs", "namespace P;\npartial class X;")])
            .ShouldReport("src/P/X.cs");

    [Fact]
    public void Check_NestedTypesOrTests_AreFine() =>
        Check(
        [
            new("src/P/A/X.cs", "namespace P.A;\nclass X\n{\n    class Y;\n}"),
            new("src/P/B/Z.cs", "namespace P.B;\nclass Z\n{\n    class Y;\n}"),
            new("tests/P/X.cs", "namespace T;\nclass X;"),
        ]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files)
    {
        var types = from file in files
                    where file.IsCSharp && file.IsUnder("src")
                    let code = CSharpText.Parse(file.Text).Code
                    from Match type in Declaration().Matches(code)
                    select (file.Path, Name: type.Groups[1].Value, Space: Namespace().Match(code).Value);
        var byName = types.Distinct().ToLookup(type => type.Name);
        foreach (var same in byName.Where(t => t.Select(x => x.Space).Distinct().Count() > 1))
            yield return $"{string.Join(", ", same.Select(t => t.Path))}: {same.Key} twice; one of them is something else";
        foreach (var same in byName.Where(t => t.GroupBy(x => x.Space).Any(s => s.Count() > 1)))
            yield return $"{string.Join(", ", same.Select(t => t.Path))}: {same.Key} in several files; too long a type is two types";
    }

    [GeneratedRegex(
        @"^(?:\w+ )*(?:class|struct|interface|enum|record|delegate [\w<>?\[\]]+) (?!struct\b|class\b)(\w+)\b(?!<)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<=^namespace )[\w.]+", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}

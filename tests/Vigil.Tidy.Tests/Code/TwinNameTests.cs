using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>One word names one thing: no two types of the product share a name, and a type is one file.</summary>
public sealed partial class TwinNameTests
{
    // Twins that there are; they leave the list when one of them has a name of its own.
    private static readonly HashSet<string> Twins = [];

    // Types in several files that there are; they leave the list when they are two types, or small.
    private static readonly HashSet<string> Spread = ["KeyFeatures", "EntityWindows", "ReasonText"];

    [Fact]
    public void Types_HaveNamesOfTheirOwn() => Check(Tracked.Files, Twins, Spread).ShouldBeNone();

    [Fact]
    public void Check_SameNameInAnotherNamespace_IsReported() =>
        Check([new("src/P/A/X.cs", "namespace P.A;\nclass X;"), new("src/P/B/X.cs", "namespace P.B;\nrecord struct X;")], [], [])
            .ShouldReport("src/P/A/X.cs");

    [Fact]
    public void Check_TypeInTwoFiles_IsReported() =>
        Check([new("src/P/X.cs", "namespace P;\npartial class X;"), new("src/P/X.More.cs", "namespace P;\npartial class X;")], [], [])
            .ShouldReport("src/P/X.cs");

    [Fact]
    public void Check_RecordedNameThatIsMended_IsReported() => Check([], ["Gone"], []).ShouldReport("Gone");

    [Fact]
    public void Check_NestedTypesOrTests_AreFine() =>
        Check(
        [
            new("src/P/A/X.cs", "namespace P.A;\nclass X\n{\n    class Y;\n}"),
            new("src/P/B/Z.cs", "namespace P.B;\nclass Z\n{\n    class Y;\n}"),
            new("tests/P/X.cs", "namespace T;\nclass X;"),
        ], [], []).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files, HashSet<string> twins, HashSet<string> spread)
    {
        var types = from file in files
                    where file.IsCSharp && file.IsUnder("src")
                    let code = CSharpText.Parse(file.Text).Code
                    from Match type in Declaration().Matches(code)
                    select (file.Path, Name: type.Groups[1].Value, Space: Namespace().Match(code).Value);
        var byName = types.Distinct().ToLookup(type => type.Name);
        foreach (var same in byName.Where(t => t.Select(x => x.Space).Distinct().Count() > 1 && !twins.Contains(t.Key)))
            yield return $"{string.Join(", ", same.Select(t => t.Path))}: {same.Key} twice; one of them is something else";
        foreach (var same in byName.Where(t => t.GroupBy(x => x.Space).Any(s => s.Count() > 1) && !spread.Contains(t.Key)))
            yield return $"{string.Join(", ", same.Select(t => t.Path))}: {same.Key} in several files; too long a type is two types";
        foreach (string gone in twins.Where(name => byName[name].DistinctBy(t => t.Space).Count() < 2))
            yield return $"{gone} is recorded as a twin and is none";
        foreach (string gone in spread.Where(name => byName[name].Count() < 2))
            yield return $"{gone} is recorded as spread over files and is not";
    }

    [GeneratedRegex(
        @"^(?:\w+ )*(?:class|struct|interface|enum|record|delegate [\w<>?\[\]]+) (?!struct\b|class\b)(\w+)\b(?!<)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<=^namespace )[\w.]+", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}

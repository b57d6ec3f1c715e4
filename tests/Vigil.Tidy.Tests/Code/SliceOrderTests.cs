using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>A slice of Vigil.Engine may use only slices before it in the list of ARCHITECTURE.md. The slices are the folders.</summary>
public sealed partial class SliceOrderTests
{
    private const string Engine = "src/Vigil.Engine";

    [Fact]
    public void Slices_UseOnlyThoseBeforeThem() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("using Vigil.Engine.C;")]
    [InlineData("using Vigil.Engine.C.Inner;")]
    [InlineData("using Alias = Vigil.Engine.C.Type;")]
    [InlineData("class X { Vigil.Engine.C.Type y; }")]
    [InlineData("class X { C.Type y; }")]
    public void Check_UseOfALaterSlice_IsReported(string text) =>
        Check([.. Planted, new(Engine + "/B/X.cs", text)]).ShouldReport(Engine + "/B/X.cs:1: ");

    [Theory]
    [InlineData("using Vigil.Engine.A;")]
    [InlineData("class X { int y = z.C.Length; } // not Vigil.Engine.C")]
    public void Check_UseOfAnEarlierSlice_IsFine(string text) => Check([.. Planted, new(Engine + "/B/X.cs", text)]).ShouldBeEmpty();

    [Fact]
    public void Check_FolderThatIsNotInTheList_IsReported() => Check([.. Planted, new(Engine + "/D/X.cs", "")]).ShouldReport(Engine + "/D");

    [Fact]
    public void Check_SliceWithoutFolder_IsReported() => Check(Planted[..^1]).ShouldReport(Engine + "/C");

    [Fact]
    public void Check_FileOutsideEverySlice_IsReported() => Check([.. Planted, new(Engine + "/X.cs", "")]).ShouldReport(Engine + "/X.cs");

    private static TrackedFile[] Planted =>
    [
        new("ARCHITECTURE.md", "Slices: `A` ·\n`B` · `C`\n\n- `D`\n"),
        new(Engine + "/A/X.cs", ""), new(Engine + "/B/Y.cs", ""), new(Engine + "/C/X.cs", ""),
    ];

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files)
    {
        string list = string.Join('\n', files.Single(f => f.Path == "ARCHITECTURE.md").Lines
            .SkipWhile(l => !l.StartsWith("Slices: `", StringComparison.Ordinal)).TakeWhile(l => l.Length > 0));
        string[] order = [.. Word().Matches(list).Select(m => m.Value)];
        var sources = files.Where(f => f.IsUnder(Engine) && f.IsCSharp).ToLookup(f => f.Path.Split('/') is { Length: > 3 } p ? p[2] : "");
        foreach (string slice in sources.Select(g => g.Key).Except([.. order, ""]))
            yield return $"{Engine}/{slice} is not in the list of slices in ARCHITECTURE.md";
        foreach (string slice in order.Where(s => !sources.Contains(s)))
            yield return $"{Engine}/{slice} is in the list of slices in ARCHITECTURE.md but does not exist";
        foreach (var file in sources[""])
            yield return $"{file.Path} is in no slice";
        foreach (string found in order.SelectMany((slice, at) => sources[slice].SelectMany(file => Uses(file, order[(at + 1)..]))))
            yield return found;
    }

    private static IEnumerable<string> Uses(TrackedFile file, string[] forbidden)
    {
        if (forbidden.Length == 0)
            return [];
        string code = CSharpText.Parse(file.Text).Code;
        string names = string.Join('|', forbidden);
        return from Match use in Regex.Matches(code, $@"\bVigil\.Engine\.({names})\b|(?<![\w.])({names})\.[A-Z]")
               select $"{file.Path}:{CSharpText.LineOf(code, use.Index)}: uses {use.Value.TrimEnd('.')}, which comes after it";
    }

    [GeneratedRegex("(?<=`)[A-Za-z]+(?=`)")]
    private static partial Regex Word();
}

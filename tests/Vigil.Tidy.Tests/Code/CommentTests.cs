using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>No commented-out code, no regions; what is left to do has an issue number.</summary>
public sealed partial class CommentTests
{
    [Fact]
    public void Comments_AreWorthReading() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("// TODO: later")]
    [InlineData("/* FIXME(#12) */")]
    [InlineData("#region Fields")]
    [InlineData("// var x = Score(row);")]
    [InlineData("// return 0;")]
    [InlineData("// if (x > 0) {")]
    [InlineData("// }")]
    public void Check_LeftOver_IsReported(string text) => Check([new("src/A.cs", "class A;\n" + text)]).ShouldReport("src/A.cs:2: ");

    [Theory]
    [InlineData("// TODO(#12): the window of the terminal")]
    [InlineData("// The sum is kept apart; it would drift otherwise.")]
    [InlineData("// Two passes: first the counts;")]
    [InlineData("/// <code>var x = Score(row);</code>")]
    public void Check_Reason_IsFine(string text) => Check([new("src/A.cs", text)]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files)
    {
        foreach (var file in files.Where(f => f.IsCSharp))
        {
            var text = CSharpText.Parse(file.Text);
            foreach (var (line, comment) in text.Comments)
                if (Unfinished().IsMatch(comment))
                    yield return $"{file.Path}:{line}: write TODO(#issue), or do it";
                else if (OldCode().IsMatch(comment))
                    yield return $"{file.Path}:{line}: commented-out code; the history keeps it";
            foreach (Match region in Region().Matches(text.Code))
                yield return $"{file.Path}:{CSharpText.LineOf(text.Code, region.Index)}: a region hides what should be its own file";
        }
    }

    [GeneratedRegex(@"\bTODO(?!\(#\d+\))|\b(FIXME|HACK|XXX)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex("""
        ^//\s*([{}]|(var|return|throw|await|using)\b.*;|.*\w\(.*\)\s*;|.*\s=\s.*;|(if|for|foreach|while|switch)\s*\(.*\)\s*\{?)\s*$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OldCode();

    [GeneratedRegex(@"^\s*#region", RegexOptions.Multiline)]
    private static partial Regex Region();
}

using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>
/// A conditional may stand in a branch of another, and no deeper: more cases are a switch or ifs, whatever fits into a line.
/// </summary>
public sealed class NestedConditionalTests
{
    private const int Limit = 2;

    [Fact]
    public void Conditionals_AreNestedOnceAtMost() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("x = a ? 1 : b ? 2 : c ? 3 : 4;")]
    [InlineData("x = a ? b ? c ? 1 : 2 : 3 : 4;")]
    [InlineData("x = a ? 1 : f(b ? 2 : g(c ? 3 : 4));")]
    public void Check_ThirdConditional_IsReported(string code) => Check([new("src/A.cs", "\n" + code)]).ShouldReport("src/A.cs:2");

    [Theory]
    [InlineData("x = a ? 1 : b ? 2 : 3;")]
    [InlineData("f(a ? 1 : 2, b ? 3 : 4, c ? 5 : 6);")]
    [InlineData("x = a ? 1 : 2; y = b ? 3 : 4; z = c ? 5 : 6;")]
    [InlineData("x = f(a ? 1 : 2) ? f(b ? 3 : 4) : f(c ? 5 : 6);")]
    [InlineData("int? x = y?.Z ?? w; string? t = a ? b : c;")]
    [InlineData("x = \"a ? b ? c ? d\";")]
    public void Check_Others_AreFine(string code) => Check([new("src/A.cs", code)]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCSharp && file.IsUnder("src")
        let code = CSharpText.Parse(file.Text).Code
        from place in TooDeep(code)
        select $"{file.Path}:{CSharpText.LineOf(code, place)}: a conditional within a conditional within a conditional; "
            + "write a switch or ifs";

    // Where a conditional begins in a branch of one that is itself in a branch. It ends with its expression: at a comma, a semicolon or a
    // closing bracket.
    private static IEnumerable<int> TooDeep(string code)
    {
        var open = new Stack<int>();
        int brackets = 0;
        for (int i = 1; i + 1 < code.Length; i++)
        {
            brackets += code[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            bool ends = code[i] is ',' or ';';
            while (open.TryPeek(out int depth) && (depth > brackets || (ends && depth == brackets)))
                open.Pop();
            if (code[i] != '?' || !char.IsWhiteSpace(code[i - 1]) || !char.IsWhiteSpace(code[i + 1]))
                continue;
            open.Push(brackets);
            if (open.Count > Limit)
                yield return i;
        }
    }
}

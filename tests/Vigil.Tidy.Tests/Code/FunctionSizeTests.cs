using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>A function has at most 70 lines, its braces included.</summary>
public sealed partial class FunctionSizeTests
{
    private const int Limit = 70;

    [Fact]
    public void Functions_AreSmall() => Check(Tracked.Files).ShouldBeNone();

    [Fact]
    public void Check_LongFunction_IsReported() => Check([Planted(Limit - 1)]).ShouldReport("src/A.cs:3: Run");

    [Fact]
    public void Check_FunctionOfTheLimit_IsFine() => Check([Planted(Limit - 2)]).ShouldBeEmpty();

    [Fact]
    public void Check_LongTable_IsFine() =>
        Check([new("src/A.cs", $"class A\n{{\n  static readonly Table T = new() {{\n{new string('\n', Limit)}  }};\n}}")]).ShouldBeEmpty();

    private static TrackedFile Planted(int lines) =>
        new("src/A.cs", "class A\n{\n  void Run(int[] a)\n  {\n" + string.Concat(Enumerable.Repeat("    if (a) { }\n", lines)) + "  }\n}");

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCSharp
        from function in Functions(CSharpText.Parse(file.Text).Code)
        where function.Lines > Limit
        select $"{file.Path}:{function.Line}: {function.Name} has {function.Lines} lines; split it (at most {Limit})";

    /// <summary>Every brace block directly inside a type whose header is neither a type nor an initialiser.</summary>
    private static IEnumerable<(string Name, int Line, int Lines)> Functions(string code)
    {
        var open = new Stack<(int At, string Header, bool IsType)>();
        int header = 0;
        for (int i = 0; i < code.Length; i++)
        {
            if (code[i] == '{')
                open.Push((i, code[header..i].Trim(), TypeHeader().IsMatch(code[header..i])));
            if (code[i] == '}' && open.TryPop(out var block) && !block.IsType && open.TryPeek(out var parent) && parent.IsType
                && !Initialiser().IsMatch(block.Header))
            {
                int lines = code.AsSpan(block.At, i - block.At).Count('\n') + 1;
                yield return (Name().Match(block.Header).Value, CSharpText.LineOf(code, block.At) - 1, lines);
            }
            if (code[i] is '{' or '}' or ';')
                header = i + 1;
        }
    }

    [GeneratedRegex(@"\b(class|struct|interface|record|enum|namespace|extension)\b")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"^[^()]*[^=<>!]=(?![=>])")]
    private static partial Regex Initialiser();

    [GeneratedRegex(@"\w+(?=\s*(<[^()]*>)?\(|$)")]
    private static partial Regex Name();
}

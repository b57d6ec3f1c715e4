namespace Vigil.Tidy.Tests.Code;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a // b", "a")]
    [InlineData("a /* b\nc */ d", "a\n d")]
    [InlineData("f(\"x { y\\\" // \") + 1", "f() + 1")]
    [InlineData("f(@\"x \"\" {\", '}', '\\'') + 1", "f(,,) + 1")]
    [InlineData("f($\"{g(\", \")} {{ {h}\") + 1", "f(g()h) + 1")]
    [InlineData("f(\"\"\"\n \" {\n\"\"\") + 1", "f(\n\n) + 1")]
    [InlineData("f($$\"\"\" { {{x}} \"\"\") + 1", "f(x) + 1")]
    public void Parse_CommentsAndLiterals_LeaveTheCode(string text, string code)
    {
        string parsed = CSharpText.Parse(text).Code;

        parsed.Length.ShouldBe(text.Length);
        parsed.Replace(" ", "", StringComparison.Ordinal).ShouldBe(code.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_Comments_HaveTheirLines() =>
        CSharpText.Parse("a\n// b\n\"// no\" /* c */").Comments.ShouldBe([(2, "// b"), (3, "/* c */")]);
}

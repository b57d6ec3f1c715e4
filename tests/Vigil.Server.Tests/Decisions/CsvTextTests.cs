using System.Text;
using Vigil.Server.Decisions;

namespace Vigil.Server.Tests.Decisions;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49", "\"'+49\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@cmd", "\"'@cmd\"")]
    [InlineData("\tx", "\"'\tx\"")]
    public void Append_AnyText_IsNeitherFormulaNorSeveralFields(string text, string expected) =>
        CsvText.Append(new StringBuilder(), text).ToString().ShouldBe(expected);
}

using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Transactions;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData("plain", 10, "plain")]
    [InlineData("0123456789", 10, "0123456789")]
    [InlineData("0123456789a", 10, "012345678…")]
    [InlineData("a\nb\0", 20, "a\\x0Ab\\x00")]
    [InlineData("😀😀", 3, "😀…")]
    public void Show_Text_FitsTheLimit(string text, int limit, string expected) =>
        FieldText.Show(Encoding.UTF8.GetBytes(text), limit).ShouldBe(expected);

    [Fact]
    public void Show_BytesThatAreNotUtf8_AreEscaped() => FieldText.Show([(byte)'a', 0xFF, 0xE2, 0x82]).ShouldBe("a\\xFF\\xE2\\x82");

    [Fact]
    public void Show_ControlsKept_StayAsTheyAre() => FieldText.Show("a\nb"u8, escapeControls: false).ShouldBe("a\nb");
}

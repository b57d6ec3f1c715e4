using System.Text;
using Vigil.Files.Rows;

namespace Vigil.Files.Tests.Rows;

public sealed class FieldShapeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("NULL")]
    [InlineData("(null)")]
    [InlineData("nil")]
    [InlineData("n.a.")]
    [InlineData("#N/A")]
    [InlineData("--")]
    [InlineData("—")]
    [InlineData("\\N")]
    [InlineData(" NA\t")]
    [InlineData("-inf")]
    public void Of_WordForNothing_IsEmpty(string field) => FieldShapes.Of(Encoding.UTF8.GetBytes(field)).ShouldBe(FieldShape.Empty);

    [Theory]
    [InlineData("amount")]
    [InlineData("none of it")]
    public void Of_Name_IsWords(string field) => FieldShapes.Of(Encoding.UTF8.GetBytes(field)).ShouldBe(FieldShape.Words);
}

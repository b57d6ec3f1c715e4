using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Transactions;

public sealed class PartValuesTests
{
    [Theory]
    [InlineData("Rückerstattung")]
    [InlineData("RÜCKERSTATTUNG")]
    [InlineData("rückerstattung ")]
    public void Directed_WordInAnyCase_TurnsTheAmount(string word)
    {
        var amount = new Field("amount", FieldType.Number, FieldRole.Amount)
        {
            Parts = new FieldParts { Sign = "kind", Negative = ["Rückerstattung"] },
        };
        var values = new PartValues(new TransactionSchema([new Field("time", FieldType.Time, FieldRole.Time), amount], TimeZoneInfo.Utc));
        values.Clear();

        values.Set(FieldPart.Sign, Encoding.UTF8.GetBytes(word), isPlain: false).ShouldBeNull();

        values.Directed(12.5).ShouldBe(-12.5);
    }
}

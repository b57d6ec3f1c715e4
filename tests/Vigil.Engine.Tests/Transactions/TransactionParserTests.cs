using System.Text;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Transactions;

public sealed class TransactionParserTests
{
    private static readonly TransactionSchema Schema = new(
    [
        new Field("id", FieldType.Text, FieldRole.Id, IsRequired: true),
        new Field("at", FieldType.Time, FieldRole.Time),
        new Field("amount", FieldType.Number, FieldRole.Amount, IsRequired: true),
        new Field("merchant", FieldType.Text, FieldRole.Merchant),
        new Field("fraud", FieldType.Number, FieldRole.Label),
        new Field("age", FieldType.Number),
    ]);

    [Fact]
    public void Finish_GoodRow_FillsEverySlot()
    {
        var (transaction, errors) = Parse("7", "2018-04-01T00:00:31", "57.16", "Bäcker", "1", "");
        errors.ShouldBeEmpty();
        transaction.Time.ShouldBe(1_522_540_831_000_000);
        transaction.Numbers.ShouldBe([57.16, double.NaN]);
        Encoding.UTF8.GetString(transaction.Text(0)).ShouldBe("7");
        Encoding.UTF8.GetString(transaction.Text(1)).ShouldBe("Bäcker");
        transaction.Label.ShouldBe(1);
    }

    [Fact]
    public void Finish_SeveralBadFields_GivesAllErrors()
    {
        var (_, errors) = Parse("", "yesterday", "NaN", "a\0b", "maybe", "1e400");
        errors.Select(e => (e.Column, e.Found)).ShouldBe(
            [("at", "yesterday"), ("merchant", "a\\x00b"), ("fraud", "maybe"), ("age", "1e400"), ("id", ""), ("amount", "")]);
        errors.ShouldAllBe(e => e.Expected.Length > 0);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("TRUE", 1)]
    [InlineData("yes", 1)]
    [InlineData("Fraud", 1)]
    [InlineData("1.0", 1)]
    [InlineData("0", 0)]
    [InlineData("false", 0)]
    [InlineData("No", 0)]
    [InlineData("legit", 0)]
    [InlineData("", double.NaN)]
    [InlineData(" ", double.NaN)]
    public void Set_Label_IsRead(string text, double expected) => Parse("7", "2018-04-01", "1", "m", text, "").Row.Label.ShouldBe(expected);

    [Fact]
    public void Set_TextThatIsTooLongOrNoUtf8_IsAnError()
    {
        var parser = new TransactionParser(Schema);
        parser.Start(new Transaction(Schema));
        parser.Set(0, [0xC3, 0x28]);
        parser.Set(3, new byte[TransactionParser.TextLimit + 1]);
        parser.Finish();
        parser.Errors[0].ShouldBe(new ColumnError("id", "\\xC3(", "text in UTF-8"));
        parser.Errors[1].Expected.ShouldBe("at most 4096 bytes");
        parser.Errors[1].Found.Length.ShouldBeLessThanOrEqualTo(200);
    }

    [Fact]
    public void Finish_FieldsNeverSet_AreMissing()
    {
        var parser = new TransactionParser(Schema);
        parser.Start(new Transaction(Schema));
        parser.Finish().ShouldBeFalse();
        parser.Errors.Select(e => e.Column).ShouldBe(["id", "at", "amount"]);
    }

    [Fact]
    public void Start_AfterABadRow_ForgetsIt()
    {
        var parser = new TransactionParser(Schema);
        var transaction = new Transaction(Schema);
        Fill(parser, transaction, "", "", "x", "old", "1", "3").ShouldBeFalse();
        Fill(parser, transaction, "7", "2018-04-01", "5", "", "", "").ShouldBeTrue();
        transaction.Text(1).Length.ShouldBe(0);
        transaction.Label.ShouldBe(double.NaN);
    }

    [Fact]
    public void Finish_BlankRequiredNumber_IsMissingAlsoBesideAnotherError() =>
        Parse("7", "x", "  ", "", "", "").Errors.Select(e => e.Column).ShouldBe(["at", "amount"]);

    [Fact]
    public void Set_WarmedUp_AllocatesNothing()
    {
        var parser = new TransactionParser(Schema);
        var transaction = new Transaction(Schema);
        byte[][] row = [.. new[] { "7", "2018-04-01T00:00:31", "$1,057.16", "M015", "1", "NULL" }.Select(Encoding.UTF8.GetBytes)];
        Allocations.Of(() =>
        {
            for (int i = 0; i < 100; i++)
                FillBytes(parser, transaction, row);
        }).ShouldBe(0);
    }

    [Fact]
    public void Set_UnreadableOptionalValueOfAFile_IsMissingAndCounted()
    {
        var parser = new TransactionParser(Schema) { IsTolerant = true };
        var transaction = new Transaction(Schema);
        Fill(parser, transaction, "7", "2018-04-01", "5", "a\0b", "maybe", "old").ShouldBeTrue();
        Fill(parser, transaction, "8", "2018-04-01", "5", "m", "", "12 years").ShouldBeTrue();
        (transaction.Numbers[1], transaction.Label).ShouldBe((double.NaN, double.NaN));
        parser.Unread.Select(u => (u.Column, u.Count, u.Example)).ShouldBe(
            [("merchant", 1, "a\\x00b"), ("fraud", 1, "maybe"), ("age", 2, "old")]);
        Fill(parser, transaction, "a\0b", "2018-04-01", "x", "", "", "").ShouldBeFalse();
        parser.Errors.Select(e => e.Column).ShouldBe(["id", "amount"]);
    }

    [Fact]
    public void Set_WordsForNothing_AreMissingInEveryField()
    {
        var (transaction, errors) = Parse("None", "2018-04-01", "N/A", "\\N", "-", "inf");
        errors.Select(e => (e.Column, e.Found)).ShouldBe([("id", ""), ("amount", "")]);
        (transaction.Text(1).Length, transaction.Label, transaction.Numbers[1]).ShouldBe((0, double.NaN, double.NaN));
    }

    private static (Transaction Row, IReadOnlyList<ColumnError> Errors) Parse(params string[] texts)
    {
        var parser = new TransactionParser(Schema);
        var transaction = new Transaction(Schema);
        Fill(parser, transaction, texts).ShouldBe(parser.Errors.Count == 0);
        return (transaction, parser.Errors);
    }

    private static bool Fill(TransactionParser parser, Transaction transaction, params string[] texts) =>
        FillBytes(parser, transaction, [.. texts.Select(Encoding.UTF8.GetBytes)]);

    private static bool FillBytes(TransactionParser parser, Transaction transaction, byte[][] texts)
    {
        parser.Start(transaction);
        for (int i = 0; i < texts.Length; i++)
            parser.Set(i, texts[i]);
        return parser.Finish();
    }
}

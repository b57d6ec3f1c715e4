using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Streams;

public class ColumnPartsTests
{
    [Theory]
    [InlineData("Debit,Credit", "5,|,7|3,|,9")]
    [InlineData("Withdrawal,Deposit", "$5,0.00|0,$7|$3,0|0,9")]
    [InlineData("Soll,Haben", "-5,|,7|-3,|,9")]
    [InlineData("Money Out,Money In", "5,-|-,7|3,-|-,9")]
    public void Infer_MoneyOutAndIn_AreOneAmount(string names, string rows)
    {
        var schema = Infer("date," + names, rows).Definition!.Schema;

        var amount = schema.Find(FieldRole.Amount)!;
        (amount.Name, amount.Parts.Debit, amount.Parts.Credit).ShouldBe(("amount", names.Split(',')[0], names.Split(',')[1]));
        schema.Fields.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("Debit/credit", "5,Debit|7,Credit|3,Debit", "Credit")]
    [InlineData("D/C", "5,D|7,C|3,D", "C")]
    [InlineData("S/H", "5,S|7,H|3,S", "H")]
    [InlineData("sign", "5,-|7,+|3,-", "+")]
    [InlineData("in/out", "5,out|7,in|3,out", "in")]
    [InlineData("type", "5,purchase|7,refund|3,atm", "", "refund")]
    public void Infer_AWordForTheDirection_GivesTheSign(string name, string rows, string positive, string negative = "")
    {
        var amount = Infer("date,amount," + name, rows).Definition!.Schema.Find(FieldRole.Amount)!;

        (amount.Parts.Sign, string.Join(',', amount.Parts.Positive), string.Join(',', amount.Parts.Negative))
            .ShouldBe((name, positive, negative));
    }

    [Theory]
    [InlineData("D/C", "-5,D|7,C|-3,D")]
    [InlineData("grade", "5,D|7,C|3,D")]
    [InlineData("type", "5,purchase|7,sale|3,atm")]
    public void Infer_AmountsWithSignsOrOtherWords_StayAsWritten(string name, string rows) =>
        Infer("date,amount," + name, rows).Definition!.Schema.Find(FieldRole.Amount)!.Parts.ShouldBe(FieldParts.None);

    [Theory]
    [InlineData("Details", "-5,DEBIT|7,CREDIT|-3,DEBIT", false)]
    [InlineData("type", "5,Debit|-7,Credit|3,Debit", false)]
    [InlineData("Umsatztyp", "-5,Ausgang|7,Eingang|-3,Ausgang", false)]
    [InlineData("Details", "-5,DEBIT|7,DEBIT|-3,CREDIT", true)]
    [InlineData("type", "-5,atm|7,salary|-3,atm", true)]
    [InlineData("type", "-5,payment|7,salary|8,refund", true)]
    public void Infer_AColumnThatRepeatsTheSign_IsLeftOut(string name, string rows, bool isUsed) =>
        Infer("date,amount," + name, rows).Columns.Single(c => c.Name == name).IsUsed.ShouldBe(isUsed);

    [Fact]
    public void Infer_DateTimeAndZone_AreOneTime()
    {
        var time = Infer("Date,Time,Time Zone,amount", "08:05,CET,5|9:05,CET,6").Definition!.Schema.Find(FieldRole.Time)!;

        (time.Name, time.Parts.Clock, time.Parts.Zone).ShouldBe(("Date", "Time", "Time Zone"));
    }

    [Fact]
    public void Infer_Parts_LoadAgainFromTheStreamFile()
    {
        foreach (var result in new[] { Infer("date,Debit,Credit", "\"5,00\",|,7|3,|,9"), Infer("date,amount,D/C", "5,D|7,C|3,D"),
            Infer("Date,Time,Zone,amount", "08:05,CET,5 EUR|9:05,CET,6 EUR") })
            StreamYaml.Load(("s.yaml", StreamTemplate.Write(result.Definition!, result.Columns))).Definition!.Schema.Fields
                .ShouldBe(result.Definition!.Schema.Fields);
    }

    [Fact]
    public void Infer_ABalance_IsNoAmount()
    {
        var result = Infer("date,amount,running_balance", "5,100|7,93|3,90");

        result.Columns[2].Reason.ShouldStartWith("left out: a balance");
    }

    [Fact]
    public void Infer_AnAmountThatIsNone_IsSaid()
    {
        var result = Infer("date,amount,reference", "five,48609000000000|six,48609000000000|7,48609000000000");

        result.Definition!.Schema.Find(FieldRole.Amount).ShouldBeNull();
        result.Warnings.Single().ShouldContain("'amount' is named like an amount, but only 33 % of its values are numbers, such as 'five'");
    }

    [Theory]
    [InlineData("4.200|74|17", "1.234,56")]
    [InlineData("4.200|3.150|0.175", null)]
    [InlineData("4.200|3.150|12.750", null)]
    [InlineData("4,200|74|17", null)]
    [InlineData("4,2|74|17", "1.234,56")]
    [InlineData("4.200,17|74|17", "1.234,56")]
    public void Infer_PointsAndCommas_AreWhatReadsTheColumn(string amounts, string? format)
    {
        var table = new SampleTable(["date", "amount"], [.. amounts.Split('|').Select((a, i) => new[] { $"2024-01-0{i + 1}", a })]);

        ColumnInference.Infer(table).Columns[1].Format.ShouldBe(format);
    }

    [Theory]
    [InlineData("Amount (EUR)", "5", "EUR")]
    [InlineData("Betrag (€)", "5", "EUR")]
    [InlineData("amount", "5 PLN", "PLN")]
    [InlineData("amount", "5", null)]
    public void Infer_ACurrencyInNameOrText_IsThatOfTheAmount(string name, string amount, string? currency) =>
        Infer("date," + name, string.Join('|', Enumerable.Repeat(amount, 3).Append(amount.Replace('5', '6')))).Definition!.Schema
            .Find(FieldRole.Amount)!.Currency.ShouldBe(currency);

    [Theory]
    [InlineData("date,amount", "5 EUR|700 JPY|6 EUR", true)]
    [InlineData("date,Debit,Credit", "5 EUR,|,700 JPY|6 EUR,|7 JPY,", true)]
    [InlineData("date,Debit,Credit", "5 EUR,|,700 JPY|6 EUR,|,8 JPY", true)]
    [InlineData("date,amount", "5 EUR|700|6 €", false)]
    [InlineData("date,amount,currency", "5 EUR,EUR|700 JPY,JPY|6 EUR,EUR", false)]
    public void Infer_CurrenciesMixedInAmounts_AreSaidUnlessAColumnHasThem(string header, string rows, bool isSaid)
    {
        var result = Infer(header, rows);

        result.Definition!.Schema.Find(FieldRole.Amount)!.Currency.ShouldBe(isSaid || header.EndsWith("currency") ? null : "EUR");
        result.Warnings.Count(w => w.Contains("more than one currency, such as EUR and JPY", StringComparison.Ordinal))
            .ShouldBe(isSaid ? 1 : 0);
    }

    [Fact]
    public void Infer_ManyRepeatsOfTransactionIds_AreIdsAllTheSame()
    {
        string rows = string.Join('|', Enumerable.Range(0, 100).Select(i => $"T{i * 8 / 10},{i + 1}"));

        Infer("date,transaction_id,amount", rows).Definition!.Schema.Find(FieldRole.Id)!.Name.ShouldBe("transaction_id");
    }

    private static InferenceResult Infer(string header, string rows)
    {
        var lines = rows.Split('|').Select((r, i) => Cells($"2024-01-{1 + i % 28:00},{r}"));
        return ColumnInference.Infer(new SampleTable(header.Split(','), [.. lines]));
    }

    private static string?[] Cells(string line) =>
        [.. line.Replace("\"5,00\"", "5;00", StringComparison.Ordinal).Split(',').Select(c => c.Length == 0 ? null : c.Replace(';', ','))];
}

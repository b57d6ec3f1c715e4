using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Files.Rows;

namespace Vigil.Files.Tests.Rows;

public sealed class CsvHeaderTests
{
    private const string Header = "Date,Account,Payee,Amount";

    private static readonly string[] Payments =
    [
        .. Enumerable.Range(0, 60).Select(i => $"2024-01-{1 + i / 3:00},A{i % 3},{(i % 4 == 0 ? "Bus Line" : "Garden Mart")},{20 + i}.5"),
    ];

    [Theory]
    [InlineData("Account Number : 0800,Account Name : HOLDER,: EUR,\n,,,\nBalance at end of period,,,+31070.11\n", 4)]
    [InlineData("Description,,Summary Amt.\nBeginning balance as of 01/01/2024,,\"25,000.00\"\nTotal credits,,\"2,000.00\"\n\n", 5)]
    [InlineData("sep=,\n", 2)]
    [InlineData("\"sep=,\"\n\n", 3)]
    [InlineData("SEP=,\r\n", 2)]
    [InlineData("Statement of account\n\nof 2024\n", 4)]
    [InlineData("Statement,of,all,the,payments,of,one,account\n", 2)]
    [InlineData("Name,Jo Doe\nBranch,12\nFrom,01/01/2024\nTo,31/01/2024\n\n\n", 7)]
    [InlineData("Account,Opened,Balance,Currency\nA1,2020-01-01,100.00,EUR\n\n", 4)]
    [InlineData("\"a note that\ngoes on\nand on\"\n", 4)]
    [InlineData("a \"quote that is not closed\n\"and one more\n", 3)]
    public void TryRead_LinesBeforeTheHeader_AreLeftOut(string before, int line)
    {
        var (columns, rows) = Read(before + Table());
        columns.ShouldBe(Header.Split(','));
        rows.ShouldAllBe(r => r.Found == null);
        rows.Count.ShouldBe(Payments.Length);
        rows[0].Line.ShouldBe(line + 1);
        rows[^1].Line.ShouldBe(line + Payments.Length);
    }

    [Fact]
    public void TryRead_PreambleOfAnyLength_IsLeftOut()
    {
        string[] lines = ["Bank,of,All,Things", "Account,,,A1", "Period,01/01/2024,31/01/2024", "Note", ",,,", "", "Limit;1,000.00"];
        Prop.ForAll(
            Gen.Elements(lines).ListOf().Select(l => l.Take(60).ToList()).ToArbitrary(),
            before =>
            {
                var (columns, rows) = Read(string.Concat(before.Select(l => l + "\n")) + Table());
                columns.ShouldBe(Header.Split(','));
                rows.Count(r => r.Found is null).ShouldBe(Payments.Length);
                rows[0].Line.ShouldBe(before.Count + 2);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [InlineData("pending,A1,Bus Line,n/a\n")]
    [InlineData("pending,A1,Bus Line,\n")]
    public void TryRead_TextInTheFirstRow_IsNoHeader(string row)
    {
        var (columns, rows) = Read(Header + "\n" + row + string.Join('\n', Payments) + "\n");
        columns.ShouldBe(Header.Split(','));
        rows.Count.ShouldBe(Payments.Length + 1);
    }

    [Fact]
    public void TryRead_SeveralDelimiters_TakesTheOneThatReadsTheRows()
    {
        string[] rows = [.. Payments.Select(p => p.Replace('.', '@').Replace(',', ';').Replace('@', ','))];
        var (columns, read) = Read("Amount, in total: EUR, gross, net\nDate;Account;Payee;Amount, EUR\n" + string.Join('\n', rows));
        columns.ShouldBe(["Date", "Account", "Payee", "Amount, EUR"]);
        read.ShouldAllBe(r => r.Found == null);
        read[0].Fields[3].ShouldBe("20,5");
    }

    [Theory]
    [InlineData("a,b,a,c,b", "a,b,a (2),c,b (2)")]
    [InlineData("a,a,a (2)", "a,a (3),a (2)")]
    [InlineData("\"Date\r\n(UTC)\",\"Card\u00a0 Holder\",\" x \"", "Date (UTC),Card Holder,x")]
    [InlineData("\uFEFF\"Transaction \"\"ID\"\"\",b", "Transaction \"ID\",b")]
    public void Columns_OfAnyNames_AreOneLineAndOnce(string header, string expected)
    {
        var (columns, _) = Read(header + "\n");
        columns.ShouldBe(expected.Split(','));
    }

    [Fact]
    public void Notes_OfNamesTwice_SayWhatTheyAreCalled()
    {
        using var reader = Open("a,a\n1,2\n", null, out _);
        reader!.Notes.ShouldBe(["the header names 'a' more than once; column 2 is called 'a (2)'"]);
    }

    [Theory]
    [InlineData("01/01/2024,\"Bus Line\",-73.62,926.38\n02/01/2024,\"Mart\",-3.00,923.38\n", "date,description,amount,amount2")]
    [InlineData("1522540831;ann;12,5\n1522540832;bob;7\n", "amount,description,amount2")]
    [InlineData("2024-01-01\t7.5\n2024-01-02\t\n", "date,amount")]
    public void TryRead_WithoutAHeader_SuggestsNamesAndTakesThem(string text, string names)
    {
        Open(text, null, out var problem).ShouldBeNull();
        problem!.Columns.ShouldBe(names.Split(','));
        using var reader = Open(text, names.Split(','), out _);
        reader!.Columns.ShouldBe(names.Split(','));
        ReadRow.All(reader).Select(r => (r.Line, r.Found)).ShouldBe([(1, null), (2, null)]);
    }

    [Fact]
    public void TryRead_TextBetweenRowsWithoutAHeader_IsNoHeader()
    {
        Open(string.Join('\n', Payments.Take(3)) + "\nunknown,Bob,Shop,nothing\n" + string.Join('\n', Payments), null, out var problem)
            .ShouldBeNull();
        problem!.Found.ShouldStartWith("the first line looks like a row");
    }

    [Fact]
    public void TryRead_NamesGivenForAHeader_ReplaceIt()
    {
        using var reader = Open(Table(), ["day", "who", "where", "how_much"], out _);
        reader!.Columns[3].ShouldBe("how_much");
        ReadRow.All(reader).Count.ShouldBe(Payments.Length);
    }

    [Fact]
    public void TryRead_NamesOfAnotherCount_SaysBothCounts()
    {
        Open(Table(), ["day", "who"], out var problem).ShouldBeNull();
        problem!.Found.ShouldBe("2 columns named, and 4 columns in the file");
    }

    private static string Table() => Header + "\n" + string.Join('\n', Payments) + "\n";

    private static (IReadOnlyList<string> Columns, List<ReadRow> Rows) Read(string text)
    {
        using var reader = Open(text, null, out var problem) ?? throw new InvalidOperationException(problem!.ToString());
        return (reader.Columns, ReadRow.All(reader));
    }

    private static CsvRowReader? Open(string text, string[]? names, out FileProblem? problem) =>
        CsvRowReader.TryOpen(new MemoryStream(Encoding.UTF8.GetBytes(text)), Stream.Null, "x.csv", out problem, names);
}

using Vigil.Testing;

namespace Vigil.Files.Tests;

public sealed class FileProbeTests
{
    [Fact]
    public void Read_FilesWithDifferentColumns_GivesTheirUnion()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.csv", "a;b\n1;\nbad\n2;x\n");
        folder.Write("2.jsonl", "{\"b\":\"y\",\"c\":{\"d\":3}}\n{\"e\":null}\n");
        using var set = TemporaryFolder.Expand([folder.At("*")]);
        var probe = FileProbe.Read(set.Files, out var problems, TestContext.Current.CancellationToken).ShouldNotBeNull();
        problems.ShouldBeEmpty();
        probe.Sample.Columns.ShouldBe(["a", "b", "c.d", "e"]);
        probe.Sample.Rows.Select(r => string.Join('|', r.Select(t => t ?? "-"))).ShouldBe(["1|-|-|-", "2|x|-|-", "-|y|3|-", "-|-|-|-"]);
        probe.Files.Select(f => f.Delimiter).ShouldBe([';', null]);
        probe.Files[1].Columns.ShouldBe(["b", "c.d", "e"]);
    }

    [Fact]
    public void Read_LargeFiles_DividesTheRowsAmongThem()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 4; i++)
            folder.Write($"{i}.csv", "a\n" + string.Concat(Enumerable.Repeat($"{i}\n", 3000)));
        using var set = TemporaryFolder.Expand([folder.At("*")]);
        var rows = FileProbe.Read(set.Files, out _, TestContext.Current.CancellationToken)!.Sample.Rows;
        rows.GroupBy(r => r[0]).Select(g => (g.Key, g.Count())).ShouldBe([("0", 500), ("1", 500), ("2", 500), ("3", 500)]);
    }

    [Theory]
    [InlineData("0,2018-04-01T00:00:31,596\n", "the first line looks like a row, not like names: 0, 2018-04-01T00:00:31, 596")]
    [InlineData("1,2,3\n4,5,6\n", "the first line looks like a row, not like names: 1, 2, 3")]
    [InlineData("01/02/2024,\"Bus Line\",-73.62,926.38\n02/02/2024,\"Garden Mart\",-22.64,903.74\n",
        "the first line looks like a row, not like names: 01/02/2024, Bus Line, -73.62, 926.38")]
    [InlineData("01.02.24;Bus;-4,6\n02.02.24;Mart;-22,64\n", "the first line looks like a row, not like names: 01.02.24, Bus, -4,6")]
    public void Read_WithoutAHeader_IsAProblem(string text, string found)
    {
        using var folder = new TemporaryFolder();
        using var set = TemporaryFolder.Expand([folder.Write("x.csv", text)]);
        FileProbe.Read(set.Files, out var problems, TestContext.Current.CancellationToken).ShouldBeNull();
        problems.Single().Found.ShouldBe(found);
    }

    [Fact]
    public void Read_BankTransactions_HasTheirColumns()
    {
        using var set = TemporaryFolder.Expand([Datasets.Path("bank/transactions.csv")]);
        var sample = FileProbe.Read(set.Files, out _, TestContext.Current.CancellationToken)!.Sample;
        sample.Columns.ShouldContain("IP Address");
        sample.Rows.Count.ShouldBe(FileProbe.RowLimit);
        sample.Rows[0][3].ShouldBe("11-04-2023 16:29");
    }
}

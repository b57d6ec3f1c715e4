using System.Globalization;
using System.Text;
using Vigil.Files.Rows;
using Vigil.Files.Tests.Duck;
using Vigil.Files.Tests.Rows;
using Vigil.Files.Writing;
using Vigil.Testing;

namespace Vigil.Files.Tests.Writing;

public sealed class TableWriterTests
{
    private static readonly TableColumn[] Columns =
    [
        new("te\"xt, 1", TableType.Text), new("number", TableType.Number), new("integer", TableType.Integer), new("time", TableType.Time),
        new("bool", TableType.Bool),
    ];

    private static readonly string[] Texts =
        ["plain", " edge ", "a,b", "say \"no\"", "two\nlines", "\r", "Bäcker 😀", "\\back", "'", "longer than twelve bytes", "\u0001"];

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.csv.gz")]
    [InlineData("x.jsonl")]
    [InlineData("x.ndjson.gz")]
    [InlineData("x.parquet")]
    public void Write_AnyValues_ReadBackTheSame(string name)
    {
        if (name.EndsWith(".parquet", StringComparison.Ordinal))
            DuckRequired.Check();
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        var rows = Enumerable.Range(0, 5000).Select(_ => new Row(
            Texts[random.Next(Texts.Length)], BitConverter.Int64BitsToDouble(random.NextInt64(0x7FE0000000000000)), random.NextInt64(),
            random.NextInt64(7_000_000_000_000_000), random.Next(2) == 1)).ToList();
        Write(folder.At(name), rows);
        folder.Names().ShouldBe([name]);
        ReadBack(folder.At(name)).ShouldBe(rows);
    }

    [Theory]
    [InlineData("x.csv", "\"te\"\"xt, 1\",number,integer,time,bool\na\\xFFb,,,,\n,,,,true\n")]
    [InlineData("x.jsonl", "{\"te\\\"xt, 1\":\"a\\\\xFFb\",\"number\":null,\"integer\":null,\"time\":null,\"bool\":null}\n"
        + "{\"te\\\"xt, 1\":null,\"number\":null,\"integer\":null,\"time\":null,\"bool\":true}\n")]
    public void Write_MissingAndInvalidValues_StaysReadable(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        WriteMissing(folder.At(name));
        File.ReadAllText(folder.At(name)).ShouldBe(expected);
    }

    [Fact]
    public void Write_MissingValuesToParquet_AreNull()
    {
        DuckRequired.Check();
        using var folder = new TemporaryFolder();
        WriteMissing(folder.At("x.parquet"));
        using var set = TemporaryFolder.Expand([folder.At("x.parquet")]);
        using var reader = RowReaders.TryOpen(set.Files[0], null, out _, TestContext.Current.CancellationToken).ShouldNotBeNull();
        ReadRow.All(reader).Select(r => r.ToString()).ShouldBe(["1: a\\xFFb||||", "2: ||||true"]);
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.parquet")]
    public void Dispose_WithoutCommit_LeavesTheOldFileAndNothingElse(string name)
    {
        if (name.EndsWith(".parquet", StringComparison.Ordinal))
            DuckRequired.Check();
        using var folder = new TemporaryFolder();
        folder.Write(name, "old");
        using (var writer = TableWriter.TryCreate(folder.At(name), [new("a", TableType.Number)], out _)!)
        {
            for (int i = 0; i < 100_000; i++)
            {
                writer.Number(i);
                writer.EndRow();
            }
            folder.Names().Length.ShouldBeGreaterThan(1);
        }
        folder.Names().ShouldBe([name]);
        File.ReadAllText(folder.At(name)).ShouldBe("old");
    }

    [Theory]
    [InlineData("x.xlsx", "the extension '.xlsx'")]
    [InlineData("x.parquet.gz", "the extension '.gz'")]
    [InlineData("x", "the extension ''")]
    [InlineData("folder.csv", "a folder")]
    [InlineData("nowhere/x.csv", "no folder ")]
    public void TryCreate_UnusablePath_SaysWhy(string name, string found)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("folder.csv"));
        TableWriter.TryCreate(folder.At(name), Columns, out var problem).ShouldBeNull();
        problem!.Found.ShouldStartWith(found);
        folder.Names().ShouldBeEmpty();
    }

    [Fact]
    public void Write_WarmedUp_AllocatesNothing()
    {
        using var folder = new TemporaryFolder();
        using var writer = TableWriter.TryCreate(folder.At("x.csv"), Columns, out _)!;
        var row = new Row("say \"no\"", 57.16, 7, 1_522_540_831_000_000, true);
        byte[] text = Encoding.UTF8.GetBytes(row.Text);
        Allocations.Of(() =>
        {
            for (int i = 0; i < 1_000; i++)
                WriteRow(writer, row, text);
        }).ShouldBe(0);
    }

    private static void Write(string path, IEnumerable<Row> rows)
    {
        using var writer = TableWriter.TryCreate(path, Columns, out var problem)
            ?? throw new InvalidOperationException(problem!.ToString());
        foreach (var row in rows)
            WriteRow(writer, row, Encoding.UTF8.GetBytes(row.Text));
        writer.Commit();
    }

    private static void WriteMissing(string path)
    {
        using var writer = TableWriter.TryCreate(path, Columns, out _)!;
        writer.Text([(byte)'a', 0xFF, (byte)'b']);
        writer.Number(double.NaN);
        for (int i = 0; i < 3; i++)
            writer.Missing();
        writer.EndRow();
        writer.Text(default);
        writer.Number(double.PositiveInfinity);
        for (int i = 0; i < 2; i++)
            writer.Missing();
        writer.Bool(true);
        writer.EndRow();
        writer.Commit();
    }

    private static void WriteRow(ITableWriter writer, Row row, ReadOnlySpan<byte> text)
    {
        writer.Text(text);
        writer.Number(row.Number);
        writer.Integer(row.Integer);
        writer.Time(row.Time);
        writer.Bool(row.Bool);
        writer.EndRow();
    }

    private static List<Row> ReadBack(string path)
    {
        using var set = TemporaryFolder.Expand([path]);
        using var reader = RowReaders.TryOpen(set.Files[0], null, out var problem, TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException(problem!.ToString());
        var rows = ReadRow.All(reader);
        reader.Columns.ShouldBe(Columns.Select(c => c.Name));
        return [.. rows.Select(r => new Row(
            r.Fields[0], double.Parse(r.Fields[1], CultureInfo.InvariantCulture), long.Parse(r.Fields[2], CultureInfo.InvariantCulture),
            Time(r.Fields[3]), bool.Parse(r.Fields[4])))];
    }

    private static long Time(string text) =>
        new Vigil.Engine.Transactions.TimeParser().TryParse(Encoding.UTF8.GetBytes(text), out long micros) ? micros : -1;

    private sealed record Row(string Text, double Number, long Integer, long Time, bool Bool);
}

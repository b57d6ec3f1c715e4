using System.Text;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Files.Tests;

public sealed class FileSourceTests
{
    private static readonly TransactionSchema Schema = new(
    [
        new Field("id", FieldType.Text, FieldRole.Id),
        new Field("at", FieldType.Time, FieldRole.Time),
        new Field("amount", FieldType.Number, FieldRole.Amount, IsRequired: true),
        new Field("note", FieldType.Text),
    ]);

    private readonly List<Rejection> _rejections = [];

    [Fact]
    public void Read_FilesWithColumnsInAnyOrder_MergesThemByName()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.csv", "id,at,amount,note\n1,2018-04-01,5,a\n");
        folder.WriteGzip("2.csv.gz", "amount;id;extra;at\n6;2;x;2018-04-02\n");
        folder.Write("3.jsonl", "{\"at\":\"2018-04-03\",\"amount\":7,\"note\":\"c\",\"id\":\"3\"}\n");
        using var set = TemporaryFolder.Expand([folder.At("*")]);
        using var source = Open(set);
        Texts(source).ShouldBe(["1 5 a", "2 6 ", "3 7 c"]);
        _rejections.ShouldBeEmpty();
        (source.Accepted, source.Rejected).ShouldBe((3, 0));
        source.BytesRead.ShouldBe(set.TotalBytes);
    }

    [Theory]
    [InlineData("x.jsonl", "{\"at\":\"2018-04-01\",\"amount\":4.125}\n{\"at\":\"2018-04-02\",\"amount\":\"4.125,5\"}\n")]
    [InlineData("x.json", "[{\"at\":\"2018-04-01\",\"amount\":4.125},\n{\"at\":\"2018-04-02\",\"amount\":\"4.125,5\"}]")]
    public void Read_JsonNumbersWhereTextHasCommas_HaveTheirPoint(string name, string text)
    {
        using var folder = new TemporaryFolder();
        using var set = TemporaryFolder.Expand([folder.Write(name, text)]);
        var schema = new TransactionSchema([.. Schema.Fields.Select(f => f with { Format = f.Name == "amount" ? "1.234,56" : null })]);
        using var source = FileSource.TryOpen(set.Files, schema, _rejections.Add, out _, TestContext.Current.CancellationToken)!;
        var transaction = new Transaction(schema);

        foreach (double amount in new[] { 4.125, 4125.5 })
        {
            source.Read(transaction).ShouldBeTrue();
            transaction.Numbers[schema.Slot(schema.IndexOf(FieldRole.Amount))].ShouldBe(amount);
        }
        _rejections.ShouldBeEmpty();
    }

    [Fact]
    public void Read_BadRows_AreRejectedOnceWithAllTheirErrors()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", [.. "id,at,amount,note\n1,NaN,x,"u8, 0xFF, .. "\n2,2018-04-01,5,é\n3\n"u8]);
        using var set = TemporaryFolder.Expand([path]);
        using var source = Open(set);
        Texts(source).ShouldBe(["2 5 é"]);
        _rejections.Count.ShouldBe(2);
        (_rejections[0].File, _rejections[0].Line, _rejections[0].Raw).ShouldBe((path, 2, "1,NaN,x,\\xFF"));
        _rejections[0].Errors.Select(e => (e.Column, e.Found)).ShouldBe([("at", "NaN"), ("amount", "x")]);
        _rejections[1].Errors.ShouldBe([new ColumnError(null, "1 field", "4 fields as in the header")]);
        (_rejections[1].Line, _rejections[1].Raw).ShouldBe((4, "3"));
    }

    [Fact]
    public void Read_Position_IsThatOfTheLastRow()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", "at,amount\n\n2018-04-01,5\nx\n2018-04-01,6\n");
        using var set = TemporaryFolder.Expand([path]);
        using var source = Open(set);
        var transaction = new Transaction(Schema);
        source.Read(transaction).ShouldBeTrue();
        (source.File, source.Line).ShouldBe((path, 3));
        source.Read(transaction).ShouldBeTrue();
        source.Line.ShouldBe(5);
    }

    [Fact]
    public void TryOpen_FilesThatLackRequiredColumns_NamesThemAll()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.csv", "id,at\n");
        folder.Write("2.csv", "at,amount\n");
        folder.Write("3.csv", "x,y\n1,2\n");
        folder.Write("4.csv", "x,x\n1,2\n");
        using var set = TemporaryFolder.Expand([folder.At("*.csv")]);
        FileSource.TryOpen(set.Files, Schema, _rejections.Add, out var problems, TestContext.Current.CancellationToken).ShouldBeNull();
        problems.Select(p => (Path.GetFileName(p.File), p.Found)).ShouldBe(
        [
            ("1.csv", "no column 'amount'; its columns are id, at"),
            ("3.csv", "no column 'at', 'amount'; its columns are x, y"),
            ("4.csv", "no column 'at', 'amount'; its columns are x, x (2)"),
        ]);
    }

    [Fact]
    public void Read_TruncatedGzip_IsRejectedFromThereAndTheNextFileIsRead()
    {
        using var folder = new TemporaryFolder();
        string rows = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},2018-04-01,{i * 7919 % 10007}\n"));
        string whole = folder.WriteGzip("1.csv.gz", "id,at,amount\n" + rows);
        byte[] bytes = File.ReadAllBytes(whole);
        folder.Write("1.csv.gz", bytes[..(bytes.Length / 2)]);
        folder.Write("2.csv", "id,at,amount\nlast,2018-04-01,1\n");
        using var set = TemporaryFolder.Expand([folder.At("*")]);
        using var source = Open(set);
        var texts = Texts(source);
        texts.Count.ShouldBeInRange(50_000, 150_000);
        texts[^1].ShouldBe("last 1 ");
        _rejections[^1].Errors[0].Found.ShouldStartWith("damaged from here: ");
        _rejections.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_CorruptGzip_IsRejectedFromThere()
    {
        using var folder = new TemporaryFolder();
        string rows = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},2018-04-01,{i * 7919 % 10007}\n"));
        byte[] bytes = File.ReadAllBytes(folder.WriteGzip("1.csv.gz", "id,at,amount\n" + rows));
        bytes.AsSpan(bytes.Length / 2, 2000).Fill(0xFF);
        folder.Write("1.csv.gz", bytes);
        using var set = TemporaryFolder.Expand([folder.At("*")]);
        using var source = Open(set);
        Texts(source).Count.ShouldBeGreaterThan(0);
        _rejections[^1].Errors[0].Found.ShouldStartWith("damaged from here: ");
    }

    [Fact]
    public void Read_JsonLinesFromAPipe_GivesARowAsSoonAsItsLineIsComplete()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        var input = new System.IO.Pipes.AnonymousPipeClientStream(System.IO.Pipes.PipeDirection.In, pipe.ClientSafePipeHandle);
        using var source = FileSource.OfJsonLines(input, "-", Schema, _rejections.Add);
        var transaction = new Transaction(Schema);
        for (int i = 0; i < 3; i++)
        {
            pipe.Write(Encoding.UTF8.GetBytes($"{{\"at\":\"2018-04-01\",\"amount\":{i}}}\n"));
            source.Read(transaction).ShouldBeTrue();
            transaction.Numbers[0].ShouldBe(i);
        }
        pipe.Write("{\"amount\":1}\n{\n"u8);
        pipe.Dispose();
        source.Read(transaction).ShouldBeFalse();
        _rejections.Select(r => (r.File, r.Line)).ShouldBe([("-", 4), ("-", 5)]);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void Read_WarmedUp_AllocatesNothing(string format)
    {
        using var folder = new TemporaryFolder();
        string text = format == "csv"
            ? "id,at,amount,note\n" + string.Concat(Enumerable.Repeat("1,2018-04-01T00:00:31,57.16,\"a \"\"b\"\"\"\n", 5000))
            : string.Concat(Enumerable.Repeat(
                "{\"id\":\"1\",\"at\":\"2018-04-01\",\"amount\":57.16,\"note\":\"a\\n\",\"x\":{\"y\":1}}\n", 5000));
        using var set = TemporaryFolder.Expand([folder.Write("x." + format, text)]);
        using var source = Open(set);
        var transaction = new Transaction(Schema);
        Allocations.Of(() =>
        {
            for (int i = 0; i < 350; i++)
                source.Read(transaction).ShouldBeTrue();
        }).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_MutatedRows_AreAllAccountedFor(int seed)
    {
        const int Rows = 50_000;
        using var folder = new TemporaryFolder();
        var mutated = new MutatedCsv(seed);
        using (var file = File.Create(folder.At("x.csv")))
            mutated.Write(file, Rows);
        var schema = new TransactionSchema(MutatedFields());
        using var set = TemporaryFolder.Expand([folder.At("x.csv")]);
        using var source = FileSource.TryOpen(set.Files, schema, _rejections.Add, out _, TestContext.Current.CancellationToken)
            .ShouldNotBeNull();
        var transaction = new Transaction(schema);
        while (source.Read(transaction))
        {
            transaction.Numbers[0].ShouldBeInRange(-1e18, 1e18);
            System.Text.Unicode.Utf8.IsValid(transaction.Text(2)).ShouldBeTrue();
        }
        (source.Accepted + source.Rejected).ShouldBe(Rows);
        source.Accepted.ShouldBeGreaterThanOrEqualTo(mutated.Untouched);
        _rejections.Count.ShouldBe((int)source.Rejected);
        _rejections.Select(r => r.Line).ShouldBeInOrder();
        _rejections.ShouldAllBe(r => r.Errors.Length > 0 && r.Raw != null);
        string[] lines = File.ReadAllLines(folder.At("x.csv"));
        _rejections.Where(r => !r.Raw!.Contains('\\', StringComparison.Ordinal) && !r.Raw.Contains('\n', StringComparison.Ordinal))
            .ShouldAllBe(r => lines[r.Line - 1].TrimStart('\uFEFF') == r.Raw!.TrimStart('\uFEFF'));
    }

    [Fact]
    public void Read_MutatedJsonLines_AreAllAccountedFor()
    {
        const int Rows = 20_000;
        var random = new Random(3);
        using var text = new MemoryStream();
        for (int i = 0; i < Rows; i++)
        {
            byte[] line = Encoding.UTF8.GetBytes(
                $"{{\"id\":\"{i}\",\"at\":\"2018-04-01T00:00:31\",\"amount\":{i / 7.0},\"note\":\"a\\u00e9\"}}");
            for (int n = random.Next(3); n > 0; n--)
                line[random.Next(line.Length)] = (byte)random.Next((byte)'\n' + 1, 256);
            text.Write(random.Next(5) == 0 ? line.AsSpan(0, random.Next(1, line.Length)) : line);
            text.Write("\n"u8);
        }
        text.Position = 0;
        using var source = FileSource.OfJsonLines(text, "-", Schema, _rejections.Add);
        var transaction = new Transaction(Schema);
        while (source.Read(transaction))
            double.IsFinite(transaction.Numbers[0]).ShouldBeTrue();
        (source.Accepted + source.Rejected).ShouldBe(Rows);
        source.Accepted.ShouldBeGreaterThan(Rows / 5);
        _rejections.Select(r => r.Line).Distinct().Count().ShouldBe((int)source.Rejected);
    }

    [Fact]
    public void Read_HandbookMonth_HasEveryRow()
    {
        var schema = new TransactionSchema(
        [
            new Field("transaction_id", FieldType.Text, FieldRole.Id, true), new Field("timestamp", FieldType.Time, FieldRole.Time),
            new Field("customer_id", FieldType.Text, FieldRole.Entity, true), new Field("amount", FieldType.Number, FieldRole.Amount, true),
            new Field("fraud", FieldType.Number, FieldRole.Label),
        ]);
        using var set = TemporaryFolder.Expand([Datasets.Path("handbook/transactions-2018-04.csv.gz")]);
        using var source = FileSource.TryOpen(set.Files, schema, _rejections.Add, out _, TestContext.Current.CancellationToken)
            .ShouldNotBeNull();
        var transaction = new Transaction(schema);
        double frauds = 0;
        while (source.Read(transaction))
            frauds += transaction.Label;
        (source.Accepted, source.Rejected).ShouldBe((288_062, 0));
        frauds.ShouldBeGreaterThan(0);
    }

    internal static Field[] MutatedFields() =>
    [
        new("transaction_id", FieldType.Text, FieldRole.Id, IsRequired: true),
        new("timestamp", FieldType.Time, FieldRole.Time, IsRequired: true),
        new("customer_id", FieldType.Text, FieldRole.Entity, IsRequired: true),
        new("amount", FieldType.Number, FieldRole.Amount, IsRequired: true),
        new("merchant", FieldType.Text, FieldRole.Merchant),
        new("fraud", FieldType.Number, FieldRole.Label),
    ];

    private FileSource Open(FileSet set) =>
        FileSource.TryOpen(set.Files, Schema, _rejections.Add, out var problems, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException(string.Join('\n', problems));

    private static List<string> Texts(FileSource source)
    {
        var transaction = new Transaction(Schema);
        var texts = new List<string>();
        while (source.Read(transaction))
        {
            string id = Encoding.UTF8.GetString(transaction.Text(0)), note = Encoding.UTF8.GetString(transaction.Text(1));
            texts.Add($"{id} {transaction.Numbers[0]} {note}");
        }
        return texts;
    }
}

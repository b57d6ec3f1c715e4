using System.Text;

namespace Vigil.Files.Tests;

public sealed class TextEncodingTests
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly string Table = "date,merchant,amount\n"
        + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"2024-01-01,Shop,{i}\n"));

    public static TheoryData<string, byte[]> Encoded()
    {
        string text = Table + "2024-01-02,Café Müller,7\n";
        return new TheoryData<string, byte[]>
        {
            { "", Encoding.UTF8.GetBytes(text) },
            { "", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)] },
            { "text in Windows-1252", Western.GetBytes(text) },
            { "text in UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)] },
            { "text in UTF-16", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)] },
            { "text in UTF-16", Encoding.Unicode.GetBytes(text) },
            { "text in UTF-16", Encoding.BigEndianUnicode.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)) },
        };
    }

    [Theory]
    [MemberData(nameof(Encoded))]
    public void Read_AnyEncoding_GivesTheSameTextAndOneNote(string note, byte[] content)
    {
        using var folder = new TemporaryFolder();
        using var gzip = new MemoryStream();
        using (var packer = new System.IO.Compression.GZipStream(gzip, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            packer.Write(content);
        using var set = TemporaryFolder.Expand([folder.Write("plain.csv", content), folder.Write("packed.csv.gz", gzip.ToArray())]);
        set.Problems.ShouldBeEmpty();
        set.Notes.Count.ShouldBe(note.Length == 0 ? 0 : 2);
        set.Notes.ShouldAllBe(n => n.Contains(note));
        foreach (var file in set.Files)
        {
            using var reader = Vigil.Files.Rows.RowReaders.TryOpen(file, null, out _, TestContext.Current.CancellationToken)!;
            var rows = Rows.ReadRow.All(reader);
            rows.Count.ShouldBe(20_001);
            (rows[^1].Line, rows[^1].Fields[1]).ShouldBe((20_002, "Café Müller"));
        }
    }

    [Fact]
    public void Expand_WesternWordsWithLettersSideBySide_AreRead()
    {
        using var folder = new TemporaryFolder();
        byte[] content = Western.GetBytes("Data;Descrição\n" + string.Concat(Enumerable.Repeat("05/01/2024;Transação\n", 20)));
        using var set = TemporaryFolder.Expand([folder.Write("x.csv", content)]);
        set.Files.Single().Encoding.ShouldBe(TextEncoding.Windows1252);
    }

    [Theory]
    [InlineData(1251, "Дата операции;Сумма\n05.01.2024;-12,50\n")]
    [InlineData(1253, "Ημερομηνία;Ποσό\n05/01/2024;-12,50\n")]
    [InlineData(932, "日付,金額,摘要\n2024/1/5,1200,カード\n")]
    [InlineData(54936, "交易时间,金额,对方\n2024/1/5,1200,商店\n")]
    public void Expand_OtherThanWesternWords_IsRefusedWithTheCommand(int page, string text)
    {
        using var folder = new TemporaryFolder();
        byte[] content = CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(string.Concat(Enumerable.Repeat(text, 20)));
        using var set = TemporaryFolder.Expand([folder.Write("x.csv", content)]);
        var problem = set.Problems.ShouldHaveSingleItem();
        problem.Found.ShouldBe("text that is neither in UTF-8 nor in Windows-1252");
        problem.Expected.ShouldContain("iconv -f ENCODING -t UTF-8 ");
    }

    [Fact]
    public void Expand_Utf8WithDamagedRows_StaysUtf8()
    {
        using var folder = new TemporaryFolder();
        byte[] content = [.. "a,b\n"u8, .. "Café,1\nCafé,2\n"u8, .. "Caf"u8, 0xE9, .. ",3\n"u8];
        using var set = TemporaryFolder.Expand([folder.Write("x.csv", content)]);
        set.Files.Single().Encoding.ShouldBe(TextEncoding.Utf8);
    }
}

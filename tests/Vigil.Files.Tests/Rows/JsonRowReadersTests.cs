using System.Text;
using Vigil.Files.Rows;

namespace Vigil.Files.Tests.Rows;

public sealed class JsonRowReadersTests
{
    private const string Two = "{\"time\":\"2024-01-01T00:00:00\",\"amount\":1},{\"time\":\"2024-01-02T00:00:00\",\"amount\":2}";
    private const string Lines = "{\"time\":\"2024-01-01T00:00:00\",\"amount\":1}\n{\"time\":\"2024-01-02T00:00:00\",\"amount\":2}\n";

    [Theory]
    [InlineData("[" + Two + "]")]
    [InlineData("[\n" + Two + "\n]\n")]
    [InlineData("{\"transactions\":[" + Two + "]}")]
    [InlineData("\uFEFF{\"account\":\"A1\",\"count\":2,\"transactions\":[" + Two + "],\"next\":null}")]
    [InlineData("{\"data\":{\"items\":[" + Two + "],\"total\":2},\"generated\":\"2024-02-01T00:00:00\"}\n")]
    [InlineData("{\"accounts\":[{\"id\":1},{\"id\":2},{\"id\":3}],\"transactions\":{\"booked\":[" + Two + "],\"pending\":[]}}")]
    [InlineData("{\"pages\":[{\"items\":[" + Two + "]}]}")]
    [InlineData("{\"transactions\":[{\"time\":\"2024-01-01T00:00:00\",\"amount\":1}]}\n"
        + "{\"transactions\":[{\"time\":\"2024-01-02T00:00:00\",\"amount\":2}]}\n")]
    [InlineData(Lines)]
    [InlineData("{\"time\":\"2024-01-01T00:00:00\",\n\"amount\":1}\n{\n\"time\":\"2024-01-02T00:00:00\",\"amount\":2}")]
    [InlineData("[{\"time\":\"2024-01-01T00:00:00\",\"amount\":1,\"items\":[{\"sku\":1},{\"sku\":2},{\"sku\":3}]},"
        + "{\"time\":\"2024-01-02T00:00:00\",\"amount\":2}]")]
    public void Read_AnyWrapping_GivesTheSameRows(string text)
    {
        string[] expected = ["2024-01-01T00:00:00|1", "2024-01-02T00:00:00|2"];
        Read(text).ShouldBe(expected);
        Read(Pretty(text)).ShouldBe(expected);
    }

    [Fact]
    public void Read_WrappedRows_HaveTheirLinesAndTexts()
    {
        using var reader = Open(
            "{\n  \"account\": \"A1\",\n  \"transactions\": [\n    {\"time\": \"2024-01-01\", \"a\": {\"b\": 7.0}}\n  ]\n}\n");
        var row = ReadRow.All(reader).Single();
        (row.Line, row.Raw, string.Join('|', row.Fields)).ShouldBe((4, "{\"time\": \"2024-01-01\", \"a\": {\"b\": 7.0}}", "2024-01-01|7"));
        reader.Notes.ShouldBe(["the rows are the objects in 'transactions'"]);
    }

    [Fact]
    public void Read_LinesWithListsOfObjects_StayLines()
    {
        using var reader = Open("{\"time\":\"2024-01-01\",\"items\":[{\"sku\":1}]}\n{\"time\":\"2024-01-02\",\"items\":[]}\n");
        ReadRow.All(reader).Select(r => r.Fields[1]).ShouldBe(["[{\"sku\":1}]", "[]"]);
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"a\":2}", 2)]
    [InlineData("{\"rows\":[{\"a\":1},{\"a\":2},{\"a\":", 2)]
    [InlineData("[{\"a\":1},\n{\"a\":2},\n{\"a\":x},{\"a\":3}]", 2)]
    [InlineData("[{\"a\":1},{\"a\":2}] and more", 2)]
    public void Read_DocumentThatBreaksOff_SaysSoOnceAndKeepsWhatWasBefore(string text, int good)
    {
        using var reader = Open(text);
        var rows = ReadRow.All(reader);
        rows.Count(r => r.Found is null).ShouldBe(good);
        rows.Single(r => r.Found is not null).Found!.ShouldStartWith("JSON that is not valid, and nothing behind it is read: ");
    }

    [Fact]
    public void Read_ObjectThatNamesAFieldTwice_IsBadAndTheNextIsRead()
    {
        using var reader = Open("[{\"a\":1,\"a\":2},{\"a\":3}]");
        ReadRow.All(reader).Select(r => r.ToString()).ShouldBe(["1! an object that names a field more than once", "1: 3"]);
    }

    [Theory]
    [InlineData("[1,2,3]")]
    [InlineData("[[\"2024-01-01\",5],[\"2024-01-02\",6]]")]
    [InlineData("[]")]
    public void TryOpen_ArrayWithoutObjects_IsAProblem(string text)
    {
        var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        JsonRowReaders.TryOpen(content, content, "x.json", null, out var problem).ShouldBeNull();
        problem!.ToString().ShouldStartWith("x.json: a JSON array that holds no objects; expected objects, one per line or in an array; ");
    }

    [Fact]
    public void Read_LongDocument_NeedsLittleMemory()
    {
        var rowTexts = Enumerable.Range(0, 100_000).Select(i => $"{{\"time\":\"2024-01-01\",\"amount\":{i}}}");
        byte[] content = Encoding.UTF8.GetBytes("{\"transactions\":[" + string.Join(',', rowTexts) + "]}");
        using var reader = JsonRowReaders.TryOpen(new MemoryStream(content), Stream.Null, "x.json", ["amount"], out _).ShouldNotBeNull();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long rows = 0;
        while (reader.Read() == RowKind.Good)
            rows++;
        rows.ShouldBe(100_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    private static string[] Read(string text)
    {
        using var reader = Open(text, ["time", "amount"]);
        return [.. ReadRow.All(reader).Select(r => string.Join('|', r.Fields))];
    }

    private static IRowReader Open(string text, string[]? columns = null)
    {
        var content = new TricklingStream(Encoding.UTF8.GetBytes(text), 1);
        return JsonRowReaders.TryOpen(content, content, "x.json", columns, out var problem)
            ?? throw new InvalidOperationException($"{problem}");
    }

    /// <summary>The same JSON with every part on a line of its own.</summary>
    private static string Pretty(string text) => text.Replace(",\"", ",\n  \"", StringComparison.Ordinal)
        .Replace("{\"", "{\n  \"", StringComparison.Ordinal).Replace(":[", ": [\n", StringComparison.Ordinal);
}

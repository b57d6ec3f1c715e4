using System.Text;
using Vigil.Files.Rows;

namespace Vigil.Files.Tests.Rows;

public sealed class JsonLinesRowReaderTests
{
    [Theory]
    [InlineData("{\"a\":1.50,\"b\":\"x\"}\n{\"b\":\"y\",\"a\":2e3}\n", "1: 1.5|x;2: 2000|y")]
    [InlineData("{\"a\":70012,\"b\":7.0012e4}\n{\"a\":\"70012\",\"b\":70012.0}", "1: 70012|70012;2: 70012|70012")]
    [InlineData("{\"a\":\"007\",\"b\":7.0}", "1: 007|7")]
    [InlineData("\uFEFF{\"a\":true,\"b\":null}", "1: true|")]
    [InlineData("\n \r\n{\"a\":1}\r\n\n{\"b\":2}", "3: 1|;5: |2")]
    [InlineData("{\"other\":{\"a\":1},\"a\":[1, {\"b\":2}],\"b\":\"\\u00e9\\n\\\"\"}", "1: [1, {\"b\":2}]|é\n\"")]
    [InlineData("{\"\\u0061\":1,\"b\":\"é\"}", "1: 1|é")]
    [InlineData("{}", "1: |")]
    public void Read_Objects_GivesTheColumnsAskedFor(string text, string expected) => Summary(text, ["a", "b"]).ShouldBe(expected);

    [Theory]
    [InlineData("[1]", "JSON that is not an object")]
    [InlineData("7", "JSON that is not an object")]
    [InlineData("{\"a\":1,\"a\":2}", "an object that names a field more than once")]
    [InlineData("{\"a\":\"\\ud800\"}", "a JSON string that is not valid UTF-8 or half of a surrogate pair")]
    public void Read_NoObject_IsBad(string line, string found) =>
        Summary(line + "\n{\"a\":1}\n", ["a"]).ShouldBe($"1! {found};2: 1");

    [Theory]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":1}{\"a\":2}")]
    [InlineData("{\"a\":\"\0\"}")]
    [InlineData("{'a':1}")]
    [InlineData("a,b")]
    public void Read_InvalidJson_IsBad(string line)
    {
        var rows = Rows(Encoding.UTF8.GetBytes(line + "\n{\"a\":1}\n"), ["a"]);
        rows.Count.ShouldBe(2);
        rows[0].Found.ShouldNotBeNull().ShouldStartWith("JSON that is not valid: ");
        rows[0].Raw.ShouldBe(line);
    }

    [Fact]
    public void Read_NestedObjects_AreFlattenedWithDots() =>
        Summary("{\"card\":{\"id\":7,\"owner\":{\"name\":\"Eva\"}},\"card.x\":1}", ["card.id", "card.owner.name", "card.x"])
            .ShouldBe("1: 7|Eva|1");

    [Fact]
    public void Read_WithoutColumns_FindsThem()
    {
        using var reader = new JsonLinesRowReader(new MemoryStream("{\"a\":1,\"b\":{\"c\":2}}\n{\"d\":3}\n"u8.ToArray()), Stream.Null);
        ReadRow.All(reader).Select(r => r.ToString()).ShouldBe(["1: 1|2", "2: ||3"]);
        reader.Columns.ShouldBe(["a", "b.c", "d"]);
    }

    [Fact]
    public void Read_InvalidUtf8_IsGivenAsItIs()
    {
        using var reader = new JsonLinesRowReader(new MemoryStream([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]), Stream.Null, ["a"]);
        reader.Read().ShouldBe(RowKind.Good);
        reader.Field(0).ToArray().ShouldBe([0xFF]);
    }

    [Fact]
    public void Read_LineBeyondTheLimit_IsBadAndTheNextIsRead()
    {
        string text = "{\"a\":\"" + new string('x', 3 << 20) + "\r\"}\n{\"a\":1}";
        var rows = Rows(Encoding.UTF8.GetBytes(text), ["a"]);
        string.Join(';', rows).ShouldBe("1! a line of more than 1 MiB;2: 1");
        rows[0].Raw.Length.ShouldBe(RowLimits.Raw);
    }

    [Fact]
    public void Read_DeeplyNested_IsBad() =>
        Rows(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5000))), ["a"])[0].Found.ShouldNotBeNull();

    private static string Summary(string text, string[] columns)
    {
        string summary = string.Join(';', Rows(Encoding.UTF8.GetBytes(text), columns));
        using var trickling = new JsonLinesRowReader(new TricklingStream(Encoding.UTF8.GetBytes(text), 1), Stream.Null, columns);
        string.Join(';', ReadRow.All(trickling)).ShouldBe(summary);
        return summary;
    }

    private static List<ReadRow> Rows(byte[] text, string[] columns)
    {
        using var reader = new JsonLinesRowReader(new MemoryStream(text), Stream.Null, columns);
        return ReadRow.All(reader);
    }
}

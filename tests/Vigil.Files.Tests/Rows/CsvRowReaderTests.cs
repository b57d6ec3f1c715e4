using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Files.Rows;

namespace Vigil.Files.Tests.Rows;

public sealed class CsvRowReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "2: 1|2;3: 3|4")]
    [InlineData("a,b\n1,2\n3,4", "2: 1|2;3: 3|4")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n", "2: 1|2;3: 3|4")]
    [InlineData("a,b\r1,2\r3,4\r", "2: 1|2;3: 3|4")]
    [InlineData("\uFEFFa,b\n1,2", "2: 1|2")]
    [InlineData("\n\r\na,b\n\n\n1,2\n\n", "6: 1|2")]
    [InlineData("a;b\n1;2,5", "2: 1|2,5")]
    [InlineData("a\tb\n1\t2", "2: 1|2")]
    [InlineData("a|b\n1|2", "2: 1^2")]
    [InlineData("\"a;x\",b\n1,2", "2: 1|2")]
    [InlineData("a, b\n1,  \"x, y\"\n1,2", "2: 1|x, y;3: 1|2")]
    [InlineData("a,b\n ,  x ", "2:  |  x ")]
    [InlineData("a,b\n,\n", "2: |")]
    [InlineData("a,b\n1,", "2: 1|")]
    [InlineData("a,b\n1,\"\"", "2: 1|")]
    [InlineData("a,b\n\"x, y\",\"say \"\"no\"\"\"\n3,4", "2: x, y|say \"no\";3: 3|4")]
    [InlineData("a,b\n1,5\" disk\n3,4", "2: 1|5\" disk;3: 3|4")]
    [InlineData("a,b\n\"1\n2\r\n3\",x\n3,4", "2: 1\n2\r\n3|x;5: 3|4")]
    [InlineData("a\n1\n2", "2: 1;3: 2")]
    [InlineData("a,b\n=\"00123\",=\"1,5\"\n3,4", "2: 00123|1,5;3: 3|4")]
    [InlineData("a;b\n\"=\"\"00123\"\"\";\"=\"\"1,5\"\"\"\n", "2: 00123|1,5")]
    [InlineData("a,b\n=\"x,=\"\"\n=1,=\"x\"y", "2: =\"x|;3: =1|=\"x\"y")]
    public void Read_WellFormed_GivesFieldsAndLines(string text, string expected) =>
        Summary(text).ShouldBe(expected.Replace('^', '|'));

    [Theory]
    [InlineData("a,b\n1\n1,2,3\n3,4", "2! 1 field;3! 3 fields;4: 3|4")]
    [InlineData("a,b,c\n1,2,3\n3,4\n5\n", "2: 1|2|3;3: 3|4|;4! 1 field")]
    [InlineData("a,b\n1,2,\n3,4,, ,\n5,6,x\n", "2: 1|2;3: 3|4;4! 3 fields")]
    [InlineData("a,b,\n1,2\n3,4,\n5,6,,\n", "2: 1|2|;3: 3|4|;4: 5|6|")]
    [InlineData("a,b\n1,2\na,b\n3,4", "2: 1|2;3! the header again;4: 3|4")]
    [InlineData("a,b\n1,2\n\uFEFFa,b\n3,4", "2: 1|2;3! the header again;4: 3|4")]
    [InlineData("a,b\n\"1\"x,2\n3,4", "2! text behind a closing quote;3: 3|4")]
    [InlineData("a,b\n1,\"2\n3,4\n5,6", "2! a quote that is not closed;3: 3|4;4: 5|6")]
    [InlineData("a,b\n1,\"2\n3,\"4\"\n5,6", "2! text behind a closing quote;3: 3|4;4: 5|6")]
    [InlineData("a,b\n1,\"2\n3,\"4\n5,6", "2! text behind a closing quote;3! a quote that is not closed;4: 5|6")]
    [InlineData("a,b\n\"1\n2\"\n3,4", "2! 1 field;3! 1 field;4: 3|4")]
    [InlineData("a,b\n\"", "2! a quote that is not closed")]
    public void Read_NoRow_CostsOneLine(string text, string expected) => Summary(text).ShouldBe(expected);

    [Fact]
    public void Read_NoRow_KeepsItsTextAndNothingBehindIt()
    {
        using var reader = Open("a,b\r\n1,\"2,x\r\n3,4\r\n");
        ReadRow.All(reader).Select(r => r.Raw).ShouldBe(["1,\"2,x", "3,4"]);
        reader.Expected.ShouldBe("a closing quote within 100 lines and 1 MiB");
    }

    [Fact]
    public void Read_WrongCount_NamesBothCounts()
    {
        using var reader = Open("a,b\n1,2,3\n");
        reader.Read().ShouldBe(RowKind.Bad);
        (reader.Found, reader.Expected).ShouldBe(("3 fields", "2 fields as in the header"));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Read_QuotedLines_AreTakenUpToTheLimit(int lines, bool isRow)
    {
        string text = "a,b\n1,\"" + string.Concat(Enumerable.Repeat("y,z\n", lines)) + "\"\n3,4";
        using var reader = Open(text);
        var rows = ReadRow.All(reader);
        rows[^1].ToString().ShouldBe($"{lines + 3}: 3|4");
        (rows[0].Found is null).ShouldBe(isRow);
        rows.Count.ShouldBe(isRow ? 2 : lines + 2);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_LongRow_IsTakenUpToOneMebibyte(int more, bool isRow)
    {
        string text = "a,b\n1," + new string('x', RowLimits.Row - 2 + more) + "\r\n3,4\n";
        using var reader = Open(text);
        var rows = ReadRow.All(reader);
        rows.Count.ShouldBe(2);
        rows[0].Found.ShouldBe(isRow ? null : "a line of more than 1 MiB");
        rows[0].Raw.Length.ShouldBe(RowLimits.Raw);
        rows[1].ToString().ShouldBe("3: 3|4");
    }

    [Fact]
    public void Read_OpenQuoteBeforeAMebibyteOfRows_LosesOneLine()
    {
        string text = "a,b\n1,\"2\n" + string.Concat(Enumerable.Repeat(new string('x', 99_999) + ",y\n", 30));
        using var reader = Open(text);
        var rows = ReadRow.All(reader);
        rows.Count.ShouldBe(31);
        rows.Count(r => r.Found is null).ShouldBe(30);
        rows[0].Found.ShouldBe("a quote that is not closed");
    }

    [Fact]
    public void Read_EndlessLine_NeedsLittleMemory()
    {
        using var reader = CsvRowReader.TryOpen(new EndlessLine(1L << 30), Stream.Null, "x.csv", out _).ShouldNotBeNull();
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read().ShouldBe(RowKind.Bad);
        reader.Read().ShouldBe(RowKind.Good);
        reader.Line.ShouldBe(3);
        reader.Read().ShouldBe(RowKind.End);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\uFEFF\n\n", "the file is empty")]
    [InlineData("a,\"b\n1,2", "the header is not readable: 'a,\"b'")]
    public void TryOpen_UnusableHeader_SaysWhy(string text, string found)
    {
        CsvRowReader.TryOpen(Bytes(text), Stream.Null, "x.csv", out var problem).ShouldBeNull();
        problem!.Found.ShouldBe(found);
    }

    [Fact]
    public void Columns_OfTheHeader_AreTrimmedAndNamelessOnesNumbered()
    {
        using var reader = Open("id , IP Address,\"x, y\", \n");
        reader.Columns.ShouldBe(["id", "IP Address", "x, y", "column4"]);
    }

    [Fact]
    public void Read_AnyFieldsQuoted_ComeBackInPiecesOfAnySize() =>
        Prop.ForAll(
            Gen.Elements("", "a", "b,c", "\"", "x\ny", "\r\n", " ", "é", "\"\"q\"").ArrayOf(3).NonEmptyListOf().ToArbitrary(),
            Gen.Choose(0, 1000).ToArbitrary(),
            (rows, seed) =>
            {
                string text = "h1,h2,h3\n" + string.Concat(rows.Select(r => string.Join(',', r.Select(Quote)) + "\r\n"));
                using var reader = CsvRowReader.TryOpen(new TricklingStream(Encoding.UTF8.GetBytes(text), seed), Stream.Null, "x", out _)!;
                var read = ReadRow.All(reader);
                return read.Count == rows.Count && read.Zip(rows).All(p => p.First.Fields.SequenceEqual(p.Second));
            }).QuickCheckThrowOnFailure();

    private static string Quote(string field) => "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Summary(string text)
    {
        using var whole = Open(text);
        string summary = string.Join(';', ReadRow.All(whole));
        using var trickling = CsvRowReader.TryOpen(new TricklingStream(Encoding.UTF8.GetBytes(text), 1), Stream.Null, "x.csv", out _)!;
        string.Join(';', ReadRow.All(trickling)).ShouldBe(summary);
        return summary;
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static CsvRowReader Open(string text) =>
        CsvRowReader.TryOpen(Bytes(text), Stream.Null, "x.csv", out var problem) ?? throw new InvalidOperationException(problem!.Found);

    /// <summary>A header, a line of as many bytes as asked for, and a row.</summary>
    private sealed class EndlessLine(long length) : Stream
    {
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at > 0 && _at < length)
                buffer.AsSpan(offset, count = (int)Math.Min(count, length - _at)).Fill((byte)'x');
            else
                count = Text(buffer.AsSpan(offset));
            _at += count;
            return count;
        }

        private int Text(Span<byte> buffer)
        {
            var text = _at == 0 ? "a,b\n"u8 : _at == length ? "\n1,2\n"u8 : default;
            text.CopyTo(buffer);
            return text.Length;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

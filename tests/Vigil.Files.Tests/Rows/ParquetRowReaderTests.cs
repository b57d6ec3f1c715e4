using Vigil.Files.Duck;
using Vigil.Files.Rows;
using Vigil.Files.Tests.Duck;

namespace Vigil.Files.Tests.Rows;

public sealed class ParquetRowReaderTests
{
    [Fact]
    public void Read_EveryType_IsText()
    {
        using var folder = new TemporaryFolder();
        string path = Make(folder, "we[i]rd*'name.parquet",
            "SELECT 1::UTINYINT AS i, 2.5::DOUBLE AS d, TIMESTAMP '2018-04-01 00:00:31' AS t, TIMESTAMPTZ '2018-04-01 02:00:31+02' AS z, "
            + "DATE '2018-04-01' AS day, true AS b, 12.30::DECIMAL(9,2) AS m, NULL::VARCHAR AS n, "
            + "'a longer text than twelve' AS \"A \"\"q\"\"\"");
        using var reader = Open(path);
        reader.Columns.ShouldBe(["i", "d", "t", "z", "day", "b", "m", "n", "A \"q\""]);
        ReadRow.All(reader).Single().Fields.ShouldBe(
            ["1", "2.5", "2018-04-01 00:00:31", "2018-04-01 00:00:31+00", "2018-04-01", "true", "12.30", "", "a longer text than twelve"]);
    }

    [Fact]
    public void Read_ManyRows_KeepsTheirOrder()
    {
        using var folder = new TemporaryFolder();
        using var reader = Open(Make(folder, "x.parquet", "SELECT range AS i FROM range(300000)", "ROW_GROUP_SIZE 20000"));
        var rows = ReadRow.All(reader);
        rows.Select(r => r.Fields[0]).ShouldBe(Enumerable.Range(0, 300_000).Select(i => $"{i}"));
        rows[^1].Line.ShouldBe(300_000);
        reader.BytesRead.ShouldBe(new FileInfo(folder.At("x.parquet")).Length);
    }

    [Fact]
    public void Read_NoRows_Ends()
    {
        using var folder = new TemporaryFolder();
        using var reader = Open(Make(folder, "x.parquet", "SELECT 1 AS a WHERE false"));
        reader.Read().ShouldBe(RowKind.End);
        reader.Columns.ShouldBe(["a"]);
    }

    [Fact]
    public void TryOpen_DamagedFile_IsAProblem()
    {
        DuckRequired.Check();
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.parquet", "PAR1 and then nothing of the kind");
        ParquetRowReader.TryOpen(new InputFile(path, path, FileFormat.Parquet, false, 10), out var problem).ShouldBeNull();
        problem!.Found.ShouldStartWith("Parquet that cannot be read: ");
    }

    private static string Make(TemporaryFolder folder, string name, string query, string option = "COMPRESSION zstd")
    {
        DuckRequired.Check();
        using var connection = new DuckConnection();
        connection.Execute($"COPY ({query}) TO {DuckConnection.Quote(folder.At(name))} (FORMAT parquet, {option})");
        return folder.At(name);
    }

    private static ParquetRowReader Open(string path)
    {
        var file = new InputFile(path, path, FileFormat.Parquet, false, new FileInfo(path).Length);
        return ParquetRowReader.TryOpen(file, out var problem) ?? throw new InvalidOperationException(problem!.ToString());
    }
}

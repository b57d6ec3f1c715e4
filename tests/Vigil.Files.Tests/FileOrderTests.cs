using Vigil.Engine.Transactions;

namespace Vigil.Files.Tests;

public sealed class FileOrderTests
{
    private static readonly TransactionSchema Schema =
        new([new Field("at", FieldType.Time, FieldRole.Time), new Field("id", FieldType.Text)]);

    [Theory]
    [InlineData("2024-01-03 2024-01-03 2024-01-02 2024-01-01", true)]
    [InlineData("2024-01-01 2024-01-02 2024-01-03", false)]
    [InlineData("2024-01-03 2024-01-01 2024-01-02", false)]
    [InlineData("2024-01-01 2024-01-01", false)]
    [InlineData("2024-01-01", false)]
    [InlineData("2024-01-03T10:00:00 2024-01-03T09:00:00", true)]
    [InlineData("2024-01-03 nothing 2024-01-02", true)]
    public void IsNewestFirst_Times_MustFallAndNeverRise(string times, bool expected)
    {
        using var folder = new TemporaryFolder();
        using var set = TemporaryFolder.Expand([Write(folder, "x.csv", times)]);
        FileOrder.IsNewestFirst(set.Files[0], Schema, TestContext.Current.CancellationToken).ShouldBe(expected);
    }

    [Fact]
    public void TryRead_FilesNewestFirst_AreTurnedAmongEqualTimesToo()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "1.csv", "2024-01-02 2024-01-02 2024-01-01");
        Write(folder, "2.csv", "2024-01-02 2024-01-03 2024-01-03");
        using var set = TemporaryFolder.Expand([folder.At("*.csv")]);
        using var source = FileSource.TryOpen(set.Files, Schema, _ => { }, out _, TestContext.Current.CancellationToken)!;
        using var sorted = TimeSortedSource.TryRead(source, 100, [folder.At("1.csv")], null, TestContext.Current.CancellationToken)!;
        var lines = new List<string>();
        for (var transaction = new Transaction(Schema); sorted.Read(transaction);)
            lines.Add($"{Path.GetFileName(sorted.File)}:{sorted.Line}");
        lines.ShouldBe(["1.csv:4", "1.csv:3", "1.csv:2", "2.csv:2", "2.csv:3", "2.csv:4"]);
    }

    private static string Write(TemporaryFolder folder, string name, string times) =>
        folder.Write(name, "at,id\n" + string.Concat(times.Split(' ').Select((t, i) => $"{t},{i}\n")));
}

using System.Globalization;
using System.IO.Compression;
using Vigil.Testing;

namespace Vigil.Cli.Tests;

/// <summary>`vigil features` on April and May with examples/handbook.yaml against the handbook's own feature tables.</summary>
/// <remarks>
/// Rows are matched by transaction id. Two payments of one customer in the same second have no order of their own: the tables were made
/// by an unstable sort, so within such a group the rows may stand in either order (8 groups of two; 2 of them stand the other way round).
/// </remarks>
public sealed class HandbookOracleTests(ITestOutputHelper output)
{
    private const int Rows = 585_177;
    private const double Tolerance = 1e-9;

    private static readonly string[] Months = ["04", "05"];
    private static readonly Range CustomerColumns = 2..8;
    private static readonly Range TerminalColumns = 8..14;

    [Fact]
    public async Task Features_AprilAndMay_ReproducesEveryColumn()
    {
        using var folder = new ScratchFolder();
        string[] files = [.. Months.Select(m => Datasets.Path($"handbook/transactions-2018-{m}.csv.gz"))];

        string stream = Path.Join(Repository.Root, "examples/handbook.yaml");
        var run = await folder.Run(["features", .. files, "--stream", stream, "--out", "features.csv"]);

        run.ExitCode.ShouldBe(0, run.Error);
        var expected = Months.SelectMany(m => Table(Datasets.Path($"handbook/window-features-2018-{m}.csv.gz")))
            .ToDictionary(r => r.Id, r => r.Values);
        var found = Table(folder.At("features.csv")).ToList();
        found.Count.ShouldBe(Rows);
        expected.Count.ShouldBe(Rows);
        var rows = found.ToDictionary(r => r.Id, r => r.Values);
        var differing = rows.Where(r => !Agree(r.Value, expected[r.Key])).Select(r => r.Key).ToHashSet();
        var exchanged = Ties(files).Where(tie => differing.Contains(tie.First)).ToList();
        foreach (var tie in exchanged)
            CheckExchanged(tie, rows, expected);
        differing.Except(exchanged.SelectMany(t => new[] { t.First, t.Second })).ShouldBeEmpty();
        int columns = expected.First().Value.Length;
        output.WriteLine($"{Rows} rows × {columns} columns agree; {exchanged.Count} pairs of one second stand in the other order");
    }

    // Counts and flags to the last digit, since they are whole; shares and means within the tolerance.
    private static bool Agree(IEnumerable<double> found, IEnumerable<double> expected) =>
        found.Zip(expected).All(p =>
            Math.Abs(p.First - p.Second) <= (double.IsInteger(p.First) && double.IsInteger(p.Second) ? 0 : Tolerance));

    // In the other order the first payment's windows hold both, the second one's only itself and what was before.
    private static void CheckExchanged(
        (string First, string Second, double FirstAmount) tie, Dictionary<string, double[]> found, Dictionary<string, double[]> expected)
    {
        Agree(found[tie.Second][CustomerColumns], expected[tie.First][CustomerColumns]).ShouldBeTrue(tie.First);
        for (int i = CustomerColumns.Start.Value; i < CustomerColumns.End.Value; i += 2)
        {
            var (count, mean) = (expected[tie.Second][i], expected[tie.Second][i + 1]);
            (count + 1).ShouldBe(found[tie.Second][i]);
            ((count * mean + tie.FirstAmount) / (count + 1)).ShouldBe(found[tie.Second][i + 1], Tolerance);
        }
        Agree(found[tie.First][TerminalColumns], expected[tie.First][TerminalColumns]).ShouldBeTrue(tie.First);
        Agree(found[tie.Second][TerminalColumns], expected[tie.Second][TerminalColumns]).ShouldBeTrue(tie.Second);
    }

    private static IEnumerable<(string Id, double[] Values)> Table(string path) =>
        Lines(path).Skip(1).Select(line => line.Split(','))
            .Select(cells => (cells[0], cells.Skip(1).Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray()));

    private static List<(string First, string Second, double FirstAmount)> Ties(string[] files) =>
        [.. files.SelectMany(f => Lines(f).Skip(1)).Select(line => line.Split(','))
            .GroupBy(cells => (Time: cells[1], Customer: cells[2])).Where(g => g.Count() > 1).Select(g => g.ToList())
            .Select(g => (g[0][0], g[1][0], double.Parse(g[0][4], CultureInfo.InvariantCulture)))];

    private static IEnumerable<string> Lines(string path)
    {
        using Stream file = File.OpenRead(path);
        bool isCompressed = path.EndsWith(".gz", StringComparison.Ordinal);
        using var reader = new StreamReader(isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}

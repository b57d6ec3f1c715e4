using System.Globalization;
using Vigil.Testing;

namespace Vigil.Cli.Tests;

/// <summary>`vigil features` against pandas' rolling windows over one hour, a day and a week.</summary>
public sealed class VelocityOracleTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-9;
    private const int KeyColumns = 3;

    private const string Stream = """
        version: 1
        name: velocity
        schema:
          user: { type: text, role: entity }
          amount: { type: number, role: amount }
          ts: { type: time, role: time }
        features:
          - { entity: user, windows: [1h], aggregations: [count, mean, std], field: amount }
          - { entity: user, windows: [24h], aggregations: [count, mean, std], field: amount }
          - { entity: user, windows: [7d], aggregations: [count, mean, std], field: amount }
        """;

    [Fact]
    public async Task Features_RollingPandas_ReproducesEveryColumn()
    {
        using var folder = new ScratchFolder();
        string golden = Datasets.Path("golden/velocity/rolling_pandas.csv");
        folder.Write("stream.yaml", Stream);

        var run = await folder.Run("features", golden, "--stream", "stream.yaml", "--out", "features.csv");

        run.ExitCode.ShouldBe(0, run.Error);
        // Rows have no identifier here; every user's are in time order, so the table keeps the order of the file.
        var expected = Table(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken));
        var found = Table(folder.Read("features.csv"));
        found.Count.ShouldBe(expected.Count);
        for (int row = 0; row < found.Count; row++)
            for (int column = 1; column < found[row].Length; column++)
                Check(found[row][column], expected[row][column + KeyColumns - 1], $"row {row}, column {column}");
        output.WriteLine($"{found.Count} rows × {found[0].Length - 1} columns agree within {Tolerance}");
    }

    private static List<string[]> Table(string csv) =>
        [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(','))];

    private static void Check(string found, string expected, string where)
    {
        if (expected.Length == 0)
            found.ShouldBeEmpty(where);
        else
            Number(found).ShouldBe(Number(expected), Tolerance, where);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

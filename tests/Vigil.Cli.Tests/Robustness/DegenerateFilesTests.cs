using System.Globalization;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>Files that are sound and odd: every row is scored.</summary>
public sealed class DegenerateFilesTests
{
    private static readonly Dictionary<string, (int Rows, Action<int, string[]>? Change)> Files = new()
    {
        ["one row"] = (1, null),
        ["two rows"] = (2, null),
        ["amounts zero"] = (200, (_, f) => f[4] = "0"),
        ["amounts negative"] = (200, (_, f) => f[4] = "-5.5"),
        ["amounts as large as can be"] = (200, (i, f) => f[4] = i % 2 == 0 ? "1e27" : "-1e27"),
        ["times equal"] = (200, (_, f) => f[1] = "2018-04-01T00:00:00"),
        ["times of 1900 and of 2026"] = (200, (i, f) =>
            f[1] = i % 3 == 0 ? "1900-01-01T00:00:00" : i % 3 == 1 ? "2026-01-31T23:59:59" : f[1]),
        ["identifiers equal"] = (200, (_, f) => f[0] = "X"),
        ["one entity"] = (200, (_, f) => f[2] = "same"),
        ["times descending"] = (200, (i, f) => f[1] = DateTime.UnixEpoch.AddDays(17_000 - i).ToString("s", CultureInfo.InvariantCulture)),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Detect_OddFile_EveryRowScored(string name)
    {
        var (rows, change) = Files[name];
        await ShouldScore(Payments.Csv(rows, change), rows);
    }

    [Theory]
    [InlineData("carriage returns", "\r")]
    [InlineData("carriage returns and line feeds", "\r\n")]
    public async Task Detect_OtherLineEnds_EveryRowScored(string name, string end)
    {
        name.ShouldNotBeEmpty();
        await ShouldScore(Payments.Csv(200).ReplaceLineEndings(end), 200);
    }

    [Theory]
    [InlineData("time,amount", "2018-04-01T00:00:{0:00},{0}")]
    [InlineData("time", "2018-04-01T00:00:{0:00}")]
    [InlineData("user,time", "u,2018-04-01T00:00:{0:00}")]
    public async Task Detect_FewColumns_EveryRowScored(string header, string row)
    {
        var rows = Enumerable.Range(0, 60).Select(i => string.Format(CultureInfo.InvariantCulture, row, i));
        await ShouldScore(header + "\n" + string.Join('\n', rows), 60);
    }

    [Fact]
    public async Task Detect_NoTimeColumn_SaysHowToNameIt()
    {
        using var folder = new ScratchFolder();
        folder.Write("a.csv", "user,amount\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"u{i % 5},{i % 11}\n")));

        var run = await folder.Run("detect", "a.csv");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("no column that is a time");
        run.Error.ShouldContain("--time COLUMN");
    }

    [Fact]
    public async Task Detect_EscapeSequencesInData_DoNotReachTheTerminal()
    {
        using var folder = new ScratchFolder();
        folder.Write("a.csv", Payments.Csv(200, (i, f) => (f[2], f[5]) = ("\u001b[2J" + f[2], "\u001b]0;x\a")));

        var run = await folder.Run("detect", "a.csv");

        run.ExitCode.ShouldBe(0);
        (run.Text + run.Error).ShouldNotContain("\u001b");
        run.Text.ShouldContain("\\x1B[2J");
    }

    private static async Task ShouldScore(string csv, int rows)
    {
        using var folder = new ScratchFolder();
        folder.Write("a.csv", csv);

        var run = await folder.Run("detect", "--json", "a.csv");

        run.ExitCode.ShouldBe(0, run.Error);
        Accounts.Of(run.Out).ShouldBe((rows, 0));
        Accounts.ShouldBeClean(folder, run.Error);
    }
}

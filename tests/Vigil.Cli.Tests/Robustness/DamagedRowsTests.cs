using System.IO.Compression;
using System.Text;
using Vigil.Testing;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>Rows that cannot be read do not stop a run, and each is accounted for.</summary>
public sealed class DamagedRowsTests(ITestOutputHelper output)
{
    private const int Million = 1_000_000;
    private const long MostMemory = 1L << 30;

    [Fact]
    public async Task Detect_MillionMutatedRows_EveryRowScoredOrRejected()
    {
        using var folder = new ScratchFolder();
        var rows = new MutatedCsv(seed: 20);
        using (var file = new BufferedStream(File.Create(folder.At("mutated.csv")), 1 << 20))
            rows.Write(file, Million);

        var run = await MeasuredRun.Of(folder.Path, "detect", "--json", "mutated.csv");

        run.ExitCode.ShouldBe(0, run.Error);
        var (scored, rejected) = run.Counts;
        output.WriteLine($"{Million:N0} mutated rows: {scored:N0} scored, {rejected:N0} rejected, "
            + $"{run.Time.TotalSeconds:N1} s, peak {run.PeakBytes >> 20} MiB");
        (scored + rejected).ShouldBe(rows.Rows);
        Accounts.Lines(folder.At("rejected.jsonl")).ShouldBe(rejected);
        scored.ShouldBeGreaterThan(rows.Untouched * 9 / 10);
        rejected.ShouldBeGreaterThan(Million / 10);
        run.PeakBytes.ShouldBeLessThan(MostMemory);
        Accounts.ShouldBeClean(folder, run.Error);
    }

    [Fact]
    public async Task Detect_OnlyBadRows_AllRejectedAndTheFirstTold()
    {
        using var folder = new ScratchFolder();
        folder.Write("bad.csv", Payments.Header + string.Concat(Enumerable.Repeat("x,y\n", 50)));

        var run = await folder.Run("detect", "bad.csv");

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain(
            "none of 50 rows is a transaction; rejected.jsonl says why for each, for instance: bad.csv line 2: found 2 fields, expected 7");
        Accounts.Lines(folder.At("rejected.jsonl")).ShouldBe(50);
    }

    [Fact]
    public async Task Detect_OddJsonLines_EachScoredOrRejected()
    {
        using var folder = new ScratchFolder();
        string good = string.Concat(Enumerable.Range(0, 200).Select(i =>
            $$"""{"id":{{i}},"time":"2018-04-01T{{i / 60:00}}:{{i % 60:00}}:00","user":"u{{i % 9}}","amount":{{i % 77}}}""" + "\n"));
        string[] odd =
        [
            "{}", "[]", "1", "null", "\"x\"", """{"id":1,"id":2}""", """{"id":1e999,"time":"2018-04-01","amount":1e999}""",
            """{"id":"\ud800"}""",
            """{"id":"\x"}""", """{"id":""" + new string('[', 100) + new string(']', 100) + "}", new string('{', 1000), """{"id":7}}""",
            """{"id":7} {"id":8}""", """{"id":""" + new string('9', 5000) + "}", """{"":""}""", """{"amount":true,"time":false}""", "\0",
            "{\"id\":\"\u0001\"}",
            "NaN", "// c", """{"id":1,}""", "{'id':1}", """{"time":"2018-04-01T05:00:00","amount":[1,2]}""",
            """{"time":"2018-04-01T05:00:00","amount":{"value":3}}""",
            """{"id":5,"ti""",
        ];
        folder.Write("a.jsonl", good + string.Join('\n', odd));

        var run = await folder.Run("detect", "--json", "a.jsonl");

        run.ExitCode.ShouldBe(0, run.Error);
        Accounts.Of(run.Out).ShouldBe((200, odd.Length));
        Accounts.Lines(folder.At("rejected.jsonl")).ShouldBe(odd.Length);
        Accounts.ShouldBeClean(folder, run.Error);
    }

    [Fact]
    public async Task Detect_GzipCutInTheMiddle_RowsBeforeTheCutScored()
    {
        using var folder = new ScratchFolder();
        byte[] whole = Gzip(Payments.Csv(20_000));
        File.WriteAllBytes(folder.At("cut.csv.gz"), whole[..(whole.Length / 2)]);

        var run = await folder.Run("detect", "--json", "cut.csv.gz");

        run.ExitCode.ShouldBe(0, run.Error);
        var (scored, rejected) = Accounts.Of(run.Out);
        scored.ShouldBeInRange(5000, 19_000);
        rejected.ShouldBe(1);
        folder.Read("rejected.jsonl").ShouldContain("damaged from here");
    }

    [Fact]
    public async Task Detect_UnsortedWithDuplicates_OneOfEachIdentifierScored()
    {
        using var folder = new ScratchFolder();
        // The first of two rows with one identifier comes later in time than the second.
        string csv = Payments.Csv(500, (i, f) =>
        {
            if (i % 100 == 99)
                (f[0], f[1]) = ($"{i - 50}", "2018-03-01T00:00:00");
            if (i == 200)
                f[1] = "2018-02-01T00:00:00";
        });
        folder.Write("a.csv", csv);

        var run = await folder.Run("detect", "--json", "--out", "all.csv", "--all", "a.csv");

        run.ExitCode.ShouldBe(0, run.Error);
        Accounts.Of(run.Out).ShouldBe((495, 5));
        // Of two, the earlier in time is scored and the other rejected: rows 50, 150, … of the file, for line 1 is the header.
        folder.Read("all.csv").Split("2018-03-01T00:00:00Z").Length.ShouldBe(1 + 5);
        string[] rejected = folder.Read("rejected.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rejected.Length.ShouldBe(5);
        rejected.ShouldAllBe(l => l.Contains("51,\"errors\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Detect_StandardInputAndFiles_RowsOfBoth()
    {
        using var folder = new ScratchFolder();
        folder.Write("a.csv", Payments.Csv(200));

        var run = await VigilProcess.Run(
            folder.Path, Encoding.UTF8.GetBytes(Payments.Csv(100, first: 200)), [], "detect", "--json", "a.csv", "-", "a.csv", "./a.csv");

        run.ExitCode.ShouldBe(0, run.Error);
        Accounts.Of(run.Out).ShouldBe((300, 0));
    }

    private static byte[] Gzip(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }
}

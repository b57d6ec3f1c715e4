using System.Text.Json;
using Vigil.Testing;

namespace Vigil.Cli.Tests.EndToEnd;

/// <summary>Files as people have them, read by the real program.</summary>
public sealed class CaseTests
{
    private const string Fraud = "2024-04-24";

    /// <summary>File, options, rows scored and rejected, first time, and an amount with its day.</summary>
    public static TheoryData<string, string, int, int, string, string, double> Files => new()
    {
        { "03-thousands.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, 4200 },
        { "03-whole-thousands.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, 4200 },
        { "04-decimal-comma.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, -4200 },
        { "04-german-export.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, -4200 },
        { "05-dollar.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, 4200 },
        { "05-currency-suffix.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, -4200 },
        { "05-nbsp-thousands.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, 4200 },
        { "06-debit-credit.csv", "", 271, 0, "2024-01-01T08:05:05Z", Fraud, -4200 },
        { "06-withdrawal-deposit.csv", "", 271, 0, "2024-01-01T00:00:00Z", Fraud, -4200 },
        { "07-unicode-minus.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, -4200 },
        { "07-parentheses.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, 4200 },
        { "07-trailing-minus.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, -4200 },
        { "09-wei.csv", "", 320, 0, "2023-11-14T22:19:31Z", "2023-11-16", 33_066_915_805_160_912_602d },
        { "10-na-in-optional.csv", "", 258, 0, "2024-01-01T08:05:05Z", Fraud, 4200 },
        { "10-null-in-optional.csv", "", 258, 0, "2024-01-01T08:05:05Z", Fraud, 4200 },
        { "14-excel-serial.csv", "", 258, 0, "2024-01-01T00:00:00Z", Fraud, 4200 },
        { "15-date-and-time-columns.csv", "", 258, 0, "2024-01-01T08:05:05Z", Fraud, 4200 },
        { "17-relative-seconds.csv", "--time TransactionDT", 400, 0, "1970-01-02T00:02:11Z", "1970-01-02", 12.037 },
        { "18-1e+05.csv", "", 400, 0, "1970-01-02T03:30:10Z", "1970-01-02", 9000 },
        { "25-retries.csv", "", 258, 12, "2024-01-01T08:05:05Z", Fraud, 4200 },
        { "31-utc-suffix.csv", "", 258, 0, "2024-01-01T08:05:05Z", Fraud, 4200 },
        { "31-offset.csv", "", 258, 0, "2024-01-01T15:05:05Z", Fraud, 4200 },
        { "31-epoch-ns.csv", "", 258, 0, "2024-01-01T08:05:05.123456Z", Fraud, 4200 },
        { "34-leading-zeros.csv", "", 258, 0, "2024-01-01T08:05:05Z", Fraud, 4200 },
        { "35-indicator-column.csv", "", 271, 0, "2024-01-01T00:00:00Z", "2024-01-01", 3100 },
        { "35-indicator-column.csv", "", 271, 0, "2024-01-01T00:00:00Z", "2024-01-01", -73.62 },
        { "28-future-event.jsonl", "", 257, 1, "2024-01-01T08:05:05Z", Fraud, 4200 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Detect_AFileAsPeopleHaveIt_IsReadRight(
        string file, string options, int scored, int rejected, string from, string day, double amount)
    {
        using var folder = new ScratchFolder();
        string[] arguments = ["detect", Case(file), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--json", "--top", "500"];
        var run = await folder.Run(arguments);
        run.ExitCode.ShouldBe(0, run.Error);
        using var report = JsonDocument.Parse(run.Out);
        var root = report.RootElement;
        (root.GetProperty("scored").GetInt32(), root.GetProperty("rejected").GetInt32()).ShouldBe((scored, rejected));
        root.GetProperty("from").GetString().ShouldBe(from);
        string name = root.GetProperty("columns").EnumerateArray().Single(c => c.GetProperty("role").GetString() == "amount")
            .GetProperty("name").GetString()!;
        var found = root.GetProperty("top").EnumerateArray()
            .Where(f => f.GetProperty("time").GetString()!.StartsWith(day, StringComparison.Ordinal));
        found.Select(f => f.GetProperty("transaction").GetProperty(name)).Where(a => a.ValueKind == JsonValueKind.Number)
            .Select(a => a.GetDouble()).ShouldContain(amount);
    }

    [Theory]
    [InlineData("17-relative-seconds.csv", "counts seconds from a beginning that is not stated")]
    [InlineData("28-future-event.jsonl", "in the future")]
    public async Task Detect_WhatMayBeMisread_IsSaid(string file, string warning)
    {
        using var folder = new ScratchFolder();
        var run = await folder.Run("detect", Case(file));
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain(warning);
    }

    [Fact]
    public async Task Score_AfterAnEventFarInTheFuture_HasFullWindows()
    {
        using var folder = new ScratchFolder();
        (await folder.Run("train", Case("28-train.csv"), "--state", "s")).ExitCode.ShouldBe(0);
        File.Copy(folder.At("s"), folder.At("t"));
        string[] lines = File.ReadAllLines(Case("28-future-event.jsonl"));
        folder.Write("without.jsonl", string.Join('\n', lines.Where(l => !l.Contains("2042", StringComparison.Ordinal))) + "\n");

        var with = await folder.Run("score", Case("28-future-event.jsonl"), "--state", "s");
        var without = await folder.Run("score", folder.At("without.jsonl"), "--state", "t");

        with.Lines.Length.ShouldBe(257);
        with.Text.ShouldBe(without.Text);
        with.Error.ShouldContain("1 row lies in the future");
    }

    [Fact]
    public async Task Detect_ADateThatRowsBeyondTheSampleRefute_IsSettledAgain()
    {
        using var folder = new ScratchFolder();
        var days = Enumerable.Range(0, 2500).Select(i => $"{1 + i % 12:00}/{1 + i / 300:00}/2024,A{i % 3},{i % 90 + 1},")
            .Append("13/11/2024,A1,5,x");
        folder.Write("a.csv", "date,account,amount,note\n" + string.Join('\n', days.Append("25/12/2024,A1,\"1.234,5\",x")) + "\n");
        var run = await folder.Run("detect", "a.csv", "--json", "--top", "3000");
        run.ExitCode.ShouldBe(0, run.Error);
        using var report = JsonDocument.Parse(run.Out);
        (report.RootElement.GetProperty("scored").GetInt32(), report.RootElement.GetProperty("to").GetString())
            .ShouldBe((2502, "2024-12-25T00:00:00Z"));
        report.RootElement.GetProperty("top").EnumerateArray().Select(f => f.GetProperty("transaction").GetProperty("amount").GetDouble())
            .ShouldContain(1234.5);
    }

    private static string Case(string file) => Path.Combine(Repository.Root, "tests", "Shared", "cases", file);
}

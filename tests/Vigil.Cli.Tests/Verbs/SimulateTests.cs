using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Vigil.Simulation;

namespace Vigil.Cli.Tests.Verbs;

public sealed class SimulateTests : IDisposable
{
    private static readonly string[] Small = ["simulate", "--customers", "50", "--merchants", "60", "--days", "3", "--fraud-share", "0.05"];

    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task Run_SameSeed_SameBytesInFileAndOnStandardOutput()
    {
        var first = await _folder.Run([.. Small, "--seed", "7"]);
        var second = await _folder.Run([.. Small, "--seed", "7", "--out", "a.csv"]);
        var other = await _folder.Run([.. Small, "--seed", "8"]);

        first.ExitCode.ShouldBe(0);
        second.Out.ShouldBeEmpty();
        File.ReadAllBytes(_folder.At("a.csv")).ShouldBe(first.Out);
        other.Out.ShouldNotBe(first.Out);
        first.Lines[0].ShouldBe(string.Join(',', SimulatedTransaction.Columns));
    }

    [Fact]
    public async Task Run_Options_AreTheSimulators()
    {
        var options = new SimulationOptions
        {
            Customers = 30,
            Merchants = 40,
            Days = 4,
            Start = new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero),
            TransactionsPerCustomerPerDay = 5,
            FraudShare = 0.1,
            Scenarios = [ScenarioNames.CardTesting, ScenarioNames.BustOut],
            Seed = 11,
        };

        var run = await _folder.Run("simulate", "--customers", "30", "--merchants", "40", "--days", "4", "--start", "2026-03-01T06:00",
            "--transactions-per-day", "5", "--fraud-share", "0.1", "--scenario", "card_testing", "--scenario", "bust_out", "--seed", "11");

        var expected = Simulator.Run(options).ToList();
        run.Lines[1..].Select(l => l.Split(',')).Select(c => (c[0], c[14], c[17])).ShouldBe(expected.Select(t =>
            (t.TransactionId, t.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), t.Scenario)));
    }

    [Fact]
    public async Task Run_EveryFormat_HoldsTheSameTransactions()
    {
        var csv = await _folder.Run(Small);
        var json = await _folder.Run([.. Small, "--json"]);
        await _folder.Run([.. Small, "--out", "a.csv.gz"]);
        await _folder.Run([.. Small, "--out", "a.jsonl"]);

        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(_folder.At("a.csv.gz")), CompressionMode.Decompress))
            await gzip.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        unpacked.ToArray().ShouldBe(csv.Out);
        File.ReadAllBytes(_folder.At("a.jsonl")).ShouldBe(json.Out);
        json.Lines.Select(IdOf).ShouldBe(csv.Lines[1..].Select(l => l.Split(',')[0]));
    }

    [Fact]
    public async Task Run_Summary_CountsTheRowsAndFraudsOnStandardError()
    {
        var run = await _folder.Run(Small);
        var quiet = await _folder.Run([.. Small, "--quiet"]);

        var rows = run.Lines[1..].Select(l => l.Split(',')).ToList();
        int frauds = rows.Count(c => c[16] == "1");
        frauds.ShouldBeGreaterThan(0);
        run.Error.ShouldContain($"{rows.Count} transactions of 50 customers in 3 days, {frauds} fraudulent");
        foreach (var kind in rows.Where(c => c[17] != "").GroupBy(c => c[17]))
            run.Error.ShouldContain($"{kind.Key} {kind.Count()}");
        run.Error.Trim().Split('\n').Length.ShouldBe(1);
        quiet.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ManyFaults_TellsAllAtOnceAndWritesNothing()
    {
        var run = await _folder.Run("simulate", "--customers", "many", "--merchants", "5", "--days", "0", "--start", "yesterday",
            "--transactions-per-day", "NaN", "--fraud-share", "2", "--scenario", "theft", "--seed", "-1", "--out", "gone/a.txt");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        string[] faults =
            ["--customers", "--merchants", "--days", "--start", "--transactions-per-day", "--fraud-share", "--scenario", "--seed", "--out"];
        foreach (string fault in faults)
            run.Error.ShouldContain($"error: {fault}: ");
        run.Error.ShouldContain("found 'theft'; expected one of account_takeover, bust_out");
        run.Error.ShouldContain("See: vigil simulate --help");
        _folder.Names().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ReaderOfThePipeGone_EndsQuietly()
    {
        using var process = VigilProcess.Start(_folder.Path, [], "simulate", "--customers", "20000", "--days", "36500");
        process.StandardInput.Close();
        string? header = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();

        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        header.ShouldBe(string.Join(',', SimulatedTransaction.Columns));
        error.ShouldBeEmpty();
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Run_Interrupted_LeavesTheOlderFile()
    {
        _folder.Write("a.csv", "older");
        using var process = VigilProcess.Start(_folder.Path, [], "simulate", "--customers", "200", "--days", "36500", "--out", "a.csv");
        process.StandardInput.Close();
        // The file beside it grows: the run is under way.
        while (_folder.Names().Length < 2 && !process.HasExited)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(130);
        error.ShouldContain("Stopped");
        _folder.Names().ShouldBe(["a.csv"]);
        _folder.Read("a.csv").ShouldBe("older");
    }

    public void Dispose() => _folder.Dispose();

    private static string IdOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("transaction_id").GetString()!;
    }
}

using System.Buffers;
using System.Text.RegularExpressions;
using Vigil.Simulation.Output;
using Vigil.Simulation.Tests.TestData;

namespace Vigil.Simulation.Tests;

public sealed partial class SimulatorTests
{
    private static readonly SimulationOptions Small = new() { Customers = 200, Merchants = 100, Days = 8, FraudShare = 0.05, Seed = 3 };

    [GeneratedRegex("^[A-Za-z0-9 ._-]*$")]
    private static partial Regex Plain { get; }

    [Fact]
    public void Run_SameOptions_SameBytes()
    {
        byte[] first = Csv(Small), second = Csv(Small);

        first.AsSpan().SequenceEqual(second).ShouldBeTrue();
        first.Length.ShouldBeGreaterThan(100_000);
    }

    [Fact]
    public void Run_EnumeratedTwice_BeginsAnew()
    {
        var run = Simulator.Run(Small);

        run.Take(1000).ToArray().ShouldBe(run.Take(1000).ToArray());
    }

    [Fact]
    public void Run_OtherSeed_OtherTransactions() =>
        Csv(Small with { Seed = 4 }).AsSpan().SequenceEqual(Csv(Small)).ShouldBeFalse();

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(40)]
    public void Run_MoreDays_BeginsWithTheShorterRun(int days)
    {
        byte[] shorter = Csv(Small with { Days = 4 }), longer = Csv(Small with { Days = days });

        longer.AsSpan().StartsWith(shorter).ShouldBeTrue();
        longer.Length.ShouldBeGreaterThan(shorter.Length);
    }

    [Fact]
    public void Run_Endless_BeginsWithTheShorterRun()
    {
        SimulatedTransaction[] shorter = [.. Simulator.Run(Small)];

        Simulator.Run(Small with { Days = null }).Take(shorter.Length).ToArray().ShouldBe(shorter);
    }

    [Fact]
    public void Run_Quarter_IsInTimeOrderWithinTheDays()
    {
        var rows = Runs.Quarter;
        DateTimeOffset start = Runs.QuarterOptions.Start;

        for (int i = 1; i < rows.Length; i++)
        {
            rows[i].TimeMicroseconds.ShouldBeGreaterThanOrEqualTo(rows[i - 1].TimeMicroseconds);
            rows[i].Number.ShouldBe(i + 1);
        }
        rows[0].Timestamp.ShouldBeInRange(start, start.AddHours(1));
        rows[^1].Timestamp.ShouldBeInRange(start.AddDays(90).AddHours(-1), start.AddDays(90).AddTicks(-1));
    }

    [Fact]
    public void Run_StartAtNoon_KeepsToTheStart()
    {
        DateTimeOffset start = new(2026, 6, 1, 14, 0, 0, TimeSpan.FromHours(2));

        SimulatedTransaction[] rows = [.. Simulator.Run(Small with { Start = start, Days = 1 })];

        rows[0].Timestamp.ShouldBeInRange(start, start.AddHours(1));
        rows[^1].Timestamp.ShouldBeInRange(start.AddHours(23), start.AddHours(24));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(10)]
    public void Run_MeanAskedFor_IsMet(double mean)
    {
        // A whole year, because December and January differ from the mean.
        int count = Simulator.Run(new() { Customers = 400, Days = 365, TransactionsPerCustomerPerDay = mean }).Count();

        (count / (400.0 * 365)).ShouldBeInRange(mean * 0.9, mean * 1.1);
    }

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.01)]
    [InlineData(0.05)]
    public void Run_FraudShareAskedFor_IsMet(double share)
    {
        SimulatedTransaction[] rows = [.. Simulator.Run(new() { Days = 40, FraudShare = share })];

        (rows.Count(t => t.Fraud) / (double)rows.Length).ShouldBeInRange(share * 0.8, share * 1.2);
    }

    [Fact]
    public void Run_NoFraudAskedFor_HasNone() => Simulator.Run(Small with { FraudShare = 0 }).ShouldAllBe(t => !t.Fraud);

    [Fact]
    public void Run_Quarter_HasAllScenariosInLikeShares()
    {
        double fraud = Runs.Quarter.Count(t => t.Fraud);

        foreach (string scenario in ScenarioNames.All)
            (Runs.Of(scenario).Length / fraud).ShouldBeInRange(0.1, 0.25, scenario);
    }

    [Theory]
    [InlineData(ScenarioNames.AccountTakeover)]
    [InlineData(ScenarioNames.CompromisedTerminal)]
    public void Run_ScenariosNamed_HasNoOthers(string scenario)
    {
        SimulatedTransaction[] rows = [.. Simulator.Run(Small with { Days = 30, Scenarios = [scenario] }).Where(t => t.Fraud)];

        rows.Length.ShouldBeGreaterThan(100);
        rows.ShouldAllBe(t => t.Scenario == scenario);
    }

    [Fact]
    public void Run_Quarter_LabelsArriveLate()
    {
        var delays = Runs.Quarter.Where(t => t.Fraud).Select(t => (t.LabelTime!.Value - t.Timestamp).TotalDays).ToArray();

        delays.ShouldAllBe(d => d > 0 && d <= 30);
        Runs.Median(delays).ShouldBeInRange(5, 7);
        Runs.Legitimate.ShouldAllBe(t => t.LabelTime == null);
    }

    [Fact]
    public void Run_Quarter_HasNothingThatCouldBelongToSomebody()
    {
        foreach (string ip in Runs.Quarter.Select(t => t.Ip).Distinct())
            ip.ShouldMatch(@"^(|10\.\d+\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+)$");
        foreach (string customer in Runs.Quarter.Select(t => t.CustomerId).Distinct())
            customer.ShouldMatch(@"^C\d{7}$");
        foreach (string payee in Runs.Quarter.Select(t => t.MerchantId).Distinct())
            payee.ShouldMatch(@"^(M\d{6}|C\d{7})$");
    }

    [Fact]
    public void Run_Quarter_FieldsFitTogether()
    {
        foreach (var row in Runs.Quarter)
        {
            bool isOnline = row.Channel == Channel.Online;
            (row.TerminalId.Length == 0).ShouldBe(isOnline);
            (row.DeviceId.Length > 0).ShouldBe(isOnline);
            (row.Ip.Length > 0).ShouldBe(isOnline);
            (row.Type == TransactionType.Withdrawal).ShouldBe(row.Channel == Channel.Atm);
            (row.Type == TransactionType.Transfer).ShouldBe(row.MerchantId[0] == 'C');
            row.Amount.ShouldBeGreaterThan(0);
            row.Amount.ShouldBe(row.Cents / 100m);
            Plain.IsMatch(row.City + row.MerchantCategory + row.DeviceId + row.TerminalId + row.Scenario).ShouldBeTrue();
        }
    }

    [Fact]
    public void Run_CustomersWhoJoinLater_HaveTheirShareOfFraudAtAnyTime()
    {
        SimulationOptions growing = new()
        {
            Customers = 4000,
            Days = 30,
            FraudShare = 0.05,
            Joins = index => index < 400 ? TimeSpan.Zero : TimeSpan.FromDays(12),
        };

        var rows = Simulator.Run(growing).ToLookup(t => t.Timestamp < growing.Start.AddDays(12) ? "few"
            : t.Timestamp < growing.Start.AddDays(13) ? "just joined" : "later");

        rows["just joined"].Count().ShouldBeGreaterThan(5 * rows["few"].Count() / 12);
        foreach (var time in rows)
            ((double)time.Count(t => t.Fraud) / time.Count()).ShouldBeInRange(0.035, 0.1, time.Key);
    }

    [Fact]
    public void Run_SmallestWorld_HasEveryScenario()
    {
        SimulationOptions smallest = new()
        {
            Customers = 20,
            Merchants = 20,
            Days = 400,
            TransactionsPerCustomerPerDay = 5,
            FraudShare = 0.02,
        };

        Simulator.Run(smallest).Where(t => t.Fraud).Select(t => t.Scenario).Distinct().Order().ShouldBe(ScenarioNames.All);
    }

    [Fact]
    public void Run_OptionsOutsideTheirRanges_ThrowsAtOnceWithAllOfThem()
    {
        var error = Should.Throw<ArgumentException>(() => Simulator.Run(new() { Customers = 0, Days = 0 }));

        error.Message.ShouldContain("Customers is 0");
        error.Message.ShouldContain("Days is 0");
    }

    private static byte[] Csv(SimulationOptions options)
    {
        ArrayBufferWriter<byte> output = new();
        foreach (var row in Simulator.Run(options))
            CsvLine.Write(row, output);
        return output.WrittenSpan.ToArray();
    }
}

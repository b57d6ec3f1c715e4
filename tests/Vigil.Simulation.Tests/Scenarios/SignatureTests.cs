using System.Collections.Immutable;
using Vigil.Simulation.Tests.TestData;

namespace Vigil.Simulation.Tests.Scenarios;

/// <summary>Each scenario does in the data what its description promises.</summary>
public sealed class SignatureTests
{
    private static readonly ILookup<string, SimulatedTransaction> ByCustomer = Runs.Quarter.ToLookup(t => t.CustomerId);

    [Fact]
    public void CardTesting_EveryVictim_HasTinyPaymentsInMinutesThenALargeOne()
    {
        var campaigns = Campaigns(ScenarioNames.CardTesting, TimeSpan.FromDays(1));

        campaigns.Length.ShouldBeGreaterThan(5);
        foreach (var rows in campaigns)
        {
            var tiny = rows.Where(t => t.Amount <= 5 && t.Timestamp - rows[0].Timestamp <= TimeSpan.FromMinutes(10)).ToArray();
            tiny.Length.ShouldBeGreaterThanOrEqualTo(5);
            tiny.Select(t => t.MerchantId).Distinct().Count().ShouldBeGreaterThanOrEqualTo(3);
            rows[^1].Amount.ShouldBeGreaterThan(200);
        }
    }

    [Fact]
    public void AccountTakeover_EveryPayment_IsFromANewDeviceAddressAndCountry()
    {
        var campaigns = Campaigns(ScenarioNames.AccountTakeover, TimeSpan.FromDays(1));

        campaigns.Length.ShouldBeGreaterThan(30);
        foreach (var rows in campaigns)
        {
            var before = ByCustomer[rows[0].CustomerId].Where(t => t.Timestamp < rows[0].Timestamp).ToArray();
            before.ShouldNotContain(t => t.DeviceId == rows[0].DeviceId || t.Ip == rows[0].Ip);
            // A majority of the customer's payments is made at home; later payments do not matter for where home is.
            Home(rows[0].CustomerId).ShouldNotBe(rows[0].Country);
            rows.Select(t => t.DeviceId).Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public void AccountTakeover_Amounts_AreFarAboveTheCustomersOwn()
    {
        var ratios = Campaigns(ScenarioNames.AccountTakeover, TimeSpan.FromDays(1)).Select(rows =>
            Runs.Median(rows.Select(Amount))
            / Runs.Median(ByCustomer[rows[0].CustomerId].Where(t => t is { Fraud: false, Type: TransactionType.Purchase }).Select(Amount)));

        Runs.Median(ratios).ShouldBeGreaterThan(6);
    }

    [Fact]
    public void ImpossibleTravel_EveryFirstPayment_IsFasterThanAnAirliner()
    {
        var campaigns = Campaigns(ScenarioNames.ImpossibleTravel, TimeSpan.FromDays(1));

        campaigns.Length.ShouldBeGreaterThan(50);
        foreach (var rows in campaigns)
        {
            var previous = ByCustomer[rows[0].CustomerId]
                .Last(t => t.Channel != Channel.Online && t.TimeMicroseconds < rows[0].TimeMicroseconds);
            (rows[0].Timestamp - previous.Timestamp).ShouldBeLessThan(TimeSpan.FromHours(1));
            Runs.Speed(previous, rows[0]).ShouldBeGreaterThan(900);
            rows.ShouldAllBe(t => t.Channel != Channel.Online);
        }
    }

    [Fact]
    public void BustOut_EveryThief_SpendsTheLimitInADayThenFallsSilent()
    {
        var campaigns = Campaigns(ScenarioNames.BustOut, TimeSpan.FromDays(10));

        campaigns.Length.ShouldBeGreaterThan(5);
        foreach (var rows in campaigns)
        {
            rows.Length.ShouldBeGreaterThanOrEqualTo(10);
            (rows[^1].Timestamp - rows[0].Timestamp).ShouldBeLessThan(TimeSpan.FromDays(1));
            var after = ByCustomer[rows[0].CustomerId].Where(t => t.Timestamp > rows[^1].Timestamp.AddDays(1)).ToArray();
            DateTimeOffset end = rows[^1].Timestamp.AddDays(59);
            after.ShouldAllBe(t => t.Timestamp > end);
        }
    }

    [Fact]
    public void BustOut_Before_SpendRises()
    {
        var rises = Campaigns(ScenarioNames.BustOut, TimeSpan.FromDays(10))
            .Where(rows => rows[0].Timestamp > Runs.QuarterOptions.Start.AddDays(40))
            .Select(rows => Spend(rows, 7, 0) / Spend(rows, 34, 14)).ToArray();

        rises.Length.ShouldBeGreaterThan(5);
        Runs.Median(rises).ShouldBeGreaterThan(1.6);
    }

    [Fact]
    public void MuleRing_EveryMule_PassesOnWhatItReceivedWithinADay()
    {
        var transfers = Runs.Of(ScenarioNames.MuleRing);
        var passed = transfers.Select(o => (Out: o, In: transfers.Where(i => IsPassedOn(i, o)).ToArray()))
            .Where(p => p.In.Length > 0).ToArray();

        transfers.ShouldAllBe(t => t.Type == TransactionType.Transfer);
        passed.Length.ShouldBeGreaterThan(transfers.Length / 4);
        passed.ShouldAllBe(p => p.Out.Amount < p.In.Sum(i => i.Amount) && p.Out.Amount > 0.8m * p.In.Sum(i => i.Amount));
        Runs.Median(passed.Select(p => (p.Out.Timestamp - p.In[^1].Timestamp).TotalHours)).ShouldBeLessThan(6);
        // Several mules feed one collector from one device.
        passed.GroupBy(p => p.Out.DeviceId).ShouldAllBe(ring => ring.Select(p => p.Out.MerchantId).Distinct().Count() == 1);
        passed.GroupBy(p => p.Out.DeviceId).Average(ring => ring.Count()).ShouldBeGreaterThan(2.5);
    }

    [Fact]
    public void CompromisedTerminal_WhileItLasts_MostPaymentsThereAreFraud()
    {
        var terminals = Runs.Of(ScenarioNames.CompromisedTerminal).GroupBy(t => t.TerminalId).Where(g => g.Count() >= 10).ToArray();

        terminals.Length.ShouldBeGreaterThan(5);
        var shares = terminals.Select(fraud => fraud.Count() / (double)Runs.Quarter.Count(t =>
            t.TerminalId == fraud.Key && t.Timestamp >= fraud.First().Timestamp && t.Timestamp <= fraud.Last().Timestamp));
        Runs.Median(shares).ShouldBeGreaterThan(0.8);
        terminals.ShouldAllBe(g => g.Select(t => t.CustomerId).Distinct().Count() > 1);
        terminals.Count(g => g.Last().Timestamp - g.First().Timestamp > TimeSpan.FromDays(3)).ShouldBeGreaterThan(terminals.Length / 2);
    }

    // The payments of one scenario and customer that lie close together.
    private static ImmutableArray<SimulatedTransaction[]> Campaigns(string scenario, TimeSpan gap)
    {
        List<List<SimulatedTransaction>> campaigns = [];
        foreach (var customer in Runs.Of(scenario).GroupBy(t => t.CustomerId))
        {
            SimulatedTransaction? last = null;
            foreach (var row in customer)
            {
                if (last is null || row.Timestamp - last.Value.Timestamp > gap)
                    campaigns.Add([]);
                campaigns[^1].Add(row);
                last = row;
            }
        }
        // The run's edges cut campaigns in two.
        return [.. campaigns.Where(c => c[0].Timestamp > Runs.QuarterOptions.Start.AddDays(1)
            && c[^1].Timestamp < Runs.QuarterOptions.Start.AddDays(89)).Select(c => c.ToArray())];
    }

    private static bool IsPassedOn(SimulatedTransaction received, SimulatedTransaction sent) => received.MerchantId == sent.CustomerId
        && received.Timestamp < sent.Timestamp && sent.Timestamp - received.Timestamp < TimeSpan.FromDays(2);

    private static string Home(string customer) =>
        ByCustomer[customer].Where(t => !t.Fraud).CountBy(t => t.Country).MaxBy(c => c.Value).Key;

    private static double Spend(SimulatedTransaction[] burst, int fromDays, int toDays) => ByCustomer[burst[0].CustomerId]
        .Where(t => !t.Fraud && t.Type == TransactionType.Purchase
            && t.Timestamp >= burst[0].Timestamp.AddDays(-fromDays) && t.Timestamp < burst[0].Timestamp.AddDays(-toDays))
        .Select(Amount).DefaultIfEmpty(1).Average();

    private static double Amount(SimulatedTransaction t) => (double)t.Amount;
}

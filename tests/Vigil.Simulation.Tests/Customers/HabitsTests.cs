using Vigil.Simulation.Tests.TestData;

namespace Vigil.Simulation.Tests.Customers;

/// <summary>What can be seen of habits in the data, without a look at how they are drawn.</summary>
public sealed class HabitsTests
{
    private static IEnumerable<SimulatedTransaction[]> ByCustomer { get; } =
        [.. Runs.Legitimate.GroupBy(t => t.CustomerId).Select(g => g.ToArray()).Where(g => g.Length >= 60)];

    [Fact]
    public void Hours_OfOneCustomer_Concentrate()
    {
        // Of 24 hours the twelve busiest ones would have half of the transactions if nobody had habits (about .65 with chance's help).
        double share = Runs.Median(ByCustomer.Select(rows => Top(rows.Where(IsFree).CountBy(t => t.Timestamp.Hour), 12)));

        share.ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Hours_OfCustomers_Differ()
    {
        double owls = ByCustomer.Count(rows => LocalNightShare(rows) > 0.4);

        // Night owls exist and are few.
        (owls / ByCustomer.Count()).ShouldBeInRange(0.05, 0.25);
    }

    [Fact]
    public void Merchants_Favourites_TakeMost()
    {
        double share = Runs.Median(ByCustomer.Select(rows => Top(rows.Where(IsFree).CountBy(t => t.MerchantId), 12)));

        share.ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void Amounts_OfOneCustomerAndCategory_VaryLessThanAcross()
    {
        var groceries = ByCustomer
            .Select(rows => rows.Where(t => t.MerchantCategory == "groceries").Select(t => Math.Log((double)t.Amount)).ToArray())
            .Where(logs => logs.Length >= 20).ToArray();
        double[] all = [.. groceries.SelectMany(g => g)];

        double within = groceries.Average(Variance);

        within.ShouldBeLessThan(Variance(all) * 0.8);
        // Log-normal: the logarithm is symmetric, so mean and median agree.
        all.Average().ShouldBe(Runs.Median(all), 0.1);
    }

    [Fact]
    public void Channels_Preferred_DifferBetweenCustomers()
    {
        var shares = ByCustomer.Select(rows => rows.Count(t => t.Channel == Channel.Online) / (double)rows.Length).ToArray();

        shares.Count(s => s < 0.35).ShouldBeGreaterThan(shares.Length / 4);
        shares.Count(s => s > 0.5).ShouldBeGreaterThan(shares.Length / 5);
        Runs.Legitimate.Count(t => t.Channel == Channel.Atm).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Recurring_OfOneCustomerAndMerchant_RepeatsMonthlyWithTheSameAmount()
    {
        var series = Runs.Legitimate.Where(t => t.Type == TransactionType.Recurring).GroupBy(t => (t.CustomerId, t.MerchantId, t.Amount))
            .Where(g => g.Count() == 3).Select(g => g.Select(t => t.Timestamp).ToArray()).ToArray();

        series.Length.ShouldBeGreaterThan(500);
        series.ShouldAllBe(times => times[0].Day == times[1].Day && times[1].Day == times[2].Day);
    }

    [Fact]
    public void Devices_OfOneCustomer_AreFewAndChangeNowAndThen()
    {
        var counts = ByCustomer.Select(rows => rows.Where(t => t.DeviceId.Length > 0).Select(t => t.DeviceId).Distinct().Count()).ToArray();

        counts.ShouldAllBe(c => c <= 9);
        Runs.Median(counts.Select(c => (double)c)).ShouldBeInRange(2, 4);
        // Nobody starts with more than three, so these have got new ones.
        counts.Count(c => c > 3).ShouldBeGreaterThan(counts.Length / 20);
    }

    [Fact]
    public void Trips_HappenAndAreNeverFasterThanAnAirliner()
    {
        var pairs = ByCustomer.SelectMany(rows =>
        {
            var physical = rows.Where(t => t.Channel != Channel.Online).ToArray();
            return physical.Zip(physical.Skip(1));
        }).Where(p => p.First.City != p.Second.City).ToArray();

        pairs.Length.ShouldBeGreaterThan(500);
        pairs.ShouldAllBe(p => Runs.Speed(p.First, p.Second) <= 900);
    }

    [Fact]
    public void Refunds_FollowAPurchaseOfTheSameAmount()
    {
        var purchases = Runs.Legitimate.Where(t => t.Type == TransactionType.Purchase)
            .ToLookup(t => (t.CustomerId, t.MerchantId, t.Amount), t => t.Timestamp);
        var refunds = Runs.Legitimate.Where(t => t.Type == TransactionType.Refund).ToArray();

        refunds.Length.ShouldBeGreaterThan(100);
        refunds.ShouldAllBe(r => purchases[new(r.CustomerId, r.MerchantId, r.Amount)].Any(p => p < r.Timestamp));
    }

    [Fact]
    public void Season_December_IsBusierThanJanuary()
    {
        SimulationOptions options = new() { Customers = 300, Start = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), Days = 62 };

        var months = Simulator.Run(options).CountBy(t => t.Timestamp.Month).ToDictionary();

        months[12].ShouldBeGreaterThan((int)(months[1] * 1.3));
    }

    // Standing orders have hours and merchants of their own.
    private static bool IsFree(SimulatedTransaction t) => t.Type is TransactionType.Purchase or TransactionType.Withdrawal;

    private static double LocalNightShare(SimulatedTransaction[] rows)
    {
        var free = rows.Where(IsFree).ToArray();
        // Solar time is near enough to local time.
        return free.Count(t => (t.Timestamp.AddHours(t.Longitude / 15).Hour + 24) % 24 is >= 22 or < 5) / (double)free.Length;
    }

    private static double Top<T>(IEnumerable<KeyValuePair<T, int>> counts, int count)
    {
        int[] sorted = [.. counts.Select(c => c.Value).OrderDescending()];
        return sorted.Take(count).Sum() / (double)sorted.Sum();
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / values.Length;
    }
}

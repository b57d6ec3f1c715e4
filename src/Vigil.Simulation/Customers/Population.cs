using System.Globalization;
using Vigil.Detection.Numerics;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation.Customers;

/// <summary>Gives every customer a home, habits and devices.</summary>
internal static class Population
{
    private const double Spread = 0.5;

    /// <param name="stream">Random stream of the first customer; the others follow.</param>
    public static Customer[] Create(SimulationOptions options, Market market, ulong stream)
    {
        Customer[] customers = new Customer[options.Customers];
        for (int i = 0; i < customers.Length; i++)
        {
            SeededRandom random = new(options.Seed, stream + (ulong)i);
            City home = market.AnyCity(random);
            var joins = options.Joins?.Invoke(i) ?? TimeSpan.Zero;
            var joined = options.Start + joins;
            int joinedOn = joins > TimeSpan.Zero ? (joined.UtcDateTime.Date - options.Start.UtcDateTime.Date).Days : int.MinValue;
            customers[i] = new Customer
            {
                Joined = joins > TimeSpan.Zero ? (joined - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : long.MinValue,
                JoinedOn = joinedOn,
                Index = i,
                Id = string.Create(CultureInfo.InvariantCulture, $"C{i + 1:D7}"),
                Random = random,
                Home = home,
                Habits = Draw(i, options, home, market, random),
                Devices = [.. Enumerable.Range(0, random.Between(1, 3)).Select(_ => random.Device())],
                HomeIp = random.HomeIp(),
                MobileIp = random.MobileIp(),
            };
        }
        return customers;
    }

    private static Habits Draw(int index, SimulationOptions options, City home, Market market, SeededRandom random)
    {
        double mean = options.TransactionsPerCustomerPerDay - MostOrders(options) / 60;
        double wealth = random.LogNormal(1, 0.4);
        float[] tastes = [.. Category.All.Select(_ => (float)random.LogNormal(1, 0.2))];
        double[] interest = [.. Category.All.Select(_ => random.Between(0.1, 1))];
        (double online, double cash) = Channels(random);
        Habits habits = new()
        {
            // exp(−σ²/2) makes the mean over customers the rate asked for, less the standing orders.
            Rate = random.LogNormal(mean * Math.Exp(-Spread * Spread / 2), Spread),
            Weekend = random.Between(0.5, 1.5),
            PayDay = random.Pick([1, 15, 25, 27]),
            Rhythm = Rhythm.Draw(random),
            Wealth = wealth,
            Tastes = tastes,
            OnlineShare = online,
            CashShare = cash,
            Shops = Favourites(market.Shops(home), random.Between(3, 7), interest, random),
            Sites = Favourites(market.Sites, random.Between(2, 5), interest, random),
            Bank = random.Pick(market.Cash(home)),
            Contacts = [.. Enumerable.Range(0, random.Between(1, 4)).Select(_ => Other(index, options.Customers, random))],
            Orders = [.. Orders(options, market.Standing, wealth, tastes, random)],
        };
        Expect(habits, market.Shops(home));
        return habits;
    }

    private static (double Online, double Cash) Channels(SeededRandom random) => random.NextDouble() switch
    {
        < 0.55 => (random.Between(0.1, 0.3), random.Between(0.02, 0.08)),
        < 0.9 => (random.Between(0.5, 0.8), random.Between(0.01, 0.05)),
        _ => (random.Between(0.05, 0.15), random.Between(0.3, 0.45)),
    };

    // Merchants of categories that do not interest this customer are passed over, a few times at most.
    private static Merchant[] Favourites(Merchant[] from, int count, double[] interest, SeededRandom random)
    {
        List<Merchant> chosen = [];
        for (int attempt = 0; chosen.Count < Math.Min(count, from.Length) && attempt < 20 * count; attempt++)
        {
            Merchant candidate = random.Pick(from);
            if (random.Chance(interest[candidate.Category.Index]) && !chosen.Contains(candidate))
                chosen.Add(candidate);
        }
        return chosen.Count > 0 ? [.. chosen] : [random.Pick(from)];
    }

    private static int Other(int self, int count, SeededRandom random) => (self + 1 + random.NextInt(count - 1)) % count;

    // Who makes few transactions has few standing orders: at most a tenth of them.
    private static double MostOrders(SimulationOptions options) => Math.Min(5, options.TransactionsPerCustomerPerDay * 3);

    private static IEnumerable<StandingOrder> Orders(
        SimulationOptions options, Merchant[] standing, double wealth, float[] tastes, SeededRandom random)
    {
        int count = (int)random.Between(0, MostOrders(options) + 0.999);
        for (int i = 0; i < count; i++)
        {
            Merchant merchant = random.Pick(standing);
            double amount = random.LogNormal(merchant.Category.Median, merchant.Category.Sigma)
                * merchant.PriceLevel * wealth * tastes[merchant.Category.Index];
            yield return new StandingOrder(merchant, Math.Max(100, (long)(amount * 100)), random.Between(1, 28), random.Between(0.0, 6.0));
        }
    }

    // What the compromised terminals' scenario plans with.
    private static void Expect(Habits habits, Merchant[] shops)
    {
        double physical = habits.Rate * (1 - habits.OnlineShare);
        habits.Bank.ExpectedPerDay += physical * habits.CashShare;
        double favourites = physical * (1 - habits.CashShare) * Purchases.FavouriteShare;
        for (int i = 0; i < habits.Shops.Length; i++)
            habits.Shops[i].ExpectedPerDay += favourites * Purchases.ShareOfRank(i, habits.Shops.Length);
        foreach (Merchant shop in shops.Length < 100 ? shops : [])
            shop.ExpectedPerDay += physical * (1 - habits.CashShare) * (1 - Purchases.FavouriteShare) / shops.Length;
    }
}

using Vigil.Detection.Numerics;
using Vigil.Simulation.Merchants;

namespace Vigil.Simulation.Customers;

/// <summary>Where a customer buys and for how much.</summary>
internal static class Purchases
{
    /// <summary>Share of purchases at favourite merchants when at home or online.</summary>
    public const double FavouriteShare = 0.85;

    /// <summary>The share of favourites' purchases that the favourite of that rank gets; see <see cref="Merchant"/>.</summary>
    public static double ShareOfRank(int rank, int count) => Math.Sqrt((rank + 1.0) / count) - Math.Sqrt((double)rank / count);

    /// <summary>A favourite, the first ones more often, or now and then any.</summary>
    public static Merchant Choose(Merchant[] favourites, Merchant[] all, SeededRandom random)
    {
        if (!random.Chance(FavouriteShare))
            return random.Pick(all);
        // The square of a uniform number gives the shares of ShareOfRank.
        double uniform = random.NextDouble();
        return favourites[(int)(uniform * uniform * favourites.Length)];
    }

    /// <summary>The amount: log-normal around what this customer pays for this category at this merchant.</summary>
    public static long Cents(Customer customer, Merchant merchant, int day)
    {
        Category category = merchant.Category;
        Habits habits = customer.Habits;
        double median = category.Median * merchant.PriceLevel * habits.Wealth * habits.Tastes[category.Index];
        double amount = customer.Random.LogNormal(median, category.Sigma) * Rise(customer, day);
        return category == Category.Cash ? Math.Max(1, (long)(amount / 10 + 0.5)) * 1000 : Math.Max(20, (long)(amount * 100 + 0.5));
    }

    /// <summary>What a customer sends to another.</summary>
    public static long TransferCents(Customer customer) =>
        Math.Max(100, (long)(customer.Random.LogNormal(Category.Transfer.Median * customer.Habits.Wealth, Category.Transfer.Sigma) * 100));

    // From once to three times the usual amounts, the better to be trusted with a high limit.
    private static double Rise(Customer customer, int day)
    {
        (int from, int to) = customer.Rise;
        return day < from || day >= to ? 1 : 1 + 2.0 * (day - from + 1) / (to - from);
    }
}

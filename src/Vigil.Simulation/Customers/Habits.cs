using Vigil.Simulation.Merchants;

namespace Vigil.Simulation.Customers;

/// <summary>A monthly payment of the same amount at about the same time.</summary>
internal readonly record struct StandingOrder(Merchant Merchant, long Cents, int DayOfMonth, double Hour);

/// <summary>What a customer usually does.</summary>
internal sealed class Habits
{
    /// <summary>Transactions on an average day.</summary>
    public required double Rate { get; init; }

    /// <summary>Factor on the rate at weekends; working days make up for it.</summary>
    public required double Weekend { get; init; }

    /// <summary>Day of the month from which three days are busier.</summary>
    public required int PayDay { get; init; }

    public required Rhythm Rhythm { get; init; }

    /// <summary>Factor on all amounts.</summary>
    public required double Wealth { get; init; }

    /// <summary>Factor on the amounts of each category, by <see cref="Category.Index"/>.</summary>
    public required float[] Tastes { get; init; }

    public required double OnlineShare { get; init; }

    public required double CashShare { get; init; }

    /// <summary>Favourite shops at home, the dearest first.</summary>
    public required Merchant[] Shops { get; init; }

    /// <summary>Favourite sites, the dearest first.</summary>
    public required Merchant[] Sites { get; init; }

    /// <summary>The bank whose cash machines are nearest.</summary>
    public required Merchant Bank { get; init; }

    /// <summary>Indexes of the customers to whom money is sent now and then.</summary>
    public required int[] Contacts { get; init; }

    public required StandingOrder[] Orders { get; init; }

    /// <summary>Mean number of transactions on that day, without standing orders and refunds.</summary>
    public double RateOn(in Calendar date)
    {
        double week = date.IsWeekend ? Weekend : (7 - 2 * Weekend) / 5;
        double pay = date.DayOfMonth >= PayDay && date.DayOfMonth < PayDay + 3 ? 1.4 : 0.96;
        return Rate * week * pay * date.Season;
    }

    /// <summary>The amount limit that a lender would give.</summary>
    public long LimitCents => (long)(300_000 * Wealth);
}

using Vigil.Detection.Numerics;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation.Customers;

/// <summary>Writes what honest customers do on one day.</summary>
internal sealed class CustomerDay(Market market, Customer[] customers, DayBuffer output)
{
    private const double TransferShare = 0.03;
    private const double RefundShare = 0.03;
    private const long MinutesBetween = 8;
    private readonly long[] _times = new long[512];

    /// <summary>Lets the customer live through the day.</summary>
    public void Generate(Customer customer, in Calendar date)
    {
        Circumstances.Advance(customer, date.Day, market);
        if (customer.IsSilentOn(date.Day))
            return;
        foreach (ref readonly StandingOrder order in customer.Habits.Orders.AsSpan())
            if (order.DayOfMonth == date.DayOfMonth)
                output.Add(Payments.Online(
                    customer, order.Merchant, Time(date, customer, order.Hour), order.Cents, TransactionType.Recurring, customer.Devices[0],
                    customer.HomeIp, customer.Home));
        if (customer.Refund is (var day, { } merchant, var cents) && day == date.Day)
            output.Add(Payments.Online(customer, merchant, Time(date, customer, 9 + 8 * customer.Random.NextDouble()), cents,
                TransactionType.Refund, customer.Devices[0], customer.HomeIp, customer.CityOn(day)));
        foreach (long time in Times(customer, date))
            output.Add(Transact(customer, date.Day, time));
    }

    private Span<long> Times(Customer customer, in Calendar date)
    {
        int count = Math.Min(_times.Length, customer.Random.Poisson(customer.Habits.RateOn(date)));
        Span<long> times = _times.AsSpan(0, count);
        for (int i = 0; i < count; i++)
            times[i] = Time(date, customer, customer.Habits.Rhythm.Hour(customer.Random));
        times.Sort();
        // Nobody pays in two shops in the same minute; whoever pays very often has to hurry.
        long gap = Math.Min(MinutesBetween * 60_000, 6 * 3_600_000 / Math.Max(1, count)) * 1000;
        for (int i = 1; i < count; i++)
            times[i] = Math.Max(times[i], times[i - 1] + gap + times[i] % gap);
        return times;
    }

    private SimulatedTransaction Transact(Customer customer, int day, long time)
    {
        SeededRandom random = customer.Random;
        if (random.Chance(TransferShare))
            return Payments.Transfer(customer, customers[random.Pick(customer.Habits.Contacts)], time, Purchases.TransferCents(customer),
                Device(customer), customer.HomeIp, customer.CityOn(day));
        City city = customer.CityOn(day);
        if (customer.TravelsOn(day) || random.Chance(customer.Habits.OnlineShare))
            return BuyOnline(customer, day, time, city);
        bool isHome = city == customer.Home;
        Merchant merchant = (random.Chance(customer.Habits.CashShare), isHome) switch
        {
            (true, true) => customer.Habits.Bank,
            (true, false) => random.Pick(market.Cash(city)),
            (false, true) => Purchases.Choose(customer.Habits.Shops, market.Shops(city), random),
            (false, false) => random.Pick(market.Shops(city)),
        };
        return Payments.AtTerminal(customer, merchant, random.Pick(merchant.Terminals), time, Purchases.Cents(customer, merchant, day));
    }

    private SimulatedTransaction BuyOnline(Customer customer, int day, long time, City city)
    {
        SeededRandom random = customer.Random;
        Merchant site = Purchases.Choose(customer.Habits.Sites, market.Sites, random);
        long cents = Purchases.Cents(customer, site, day);
        if (random.Chance(RefundShare) && customer.Refund.Day <= day)
            customer.Refund = (day + random.Between(3, 14), site, cents);
        string ip = customer.IsAwayOn(day) || random.Chance(0.3) ? customer.MobileIp : customer.HomeIp;
        return Payments.Online(customer, site, time, cents, TransactionType.Purchase, Device(customer), ip, city);
    }

    private static string Device(Customer customer) =>
        customer.Random.Chance(0.7) ? customer.Devices[0] : customer.Random.Pick(customer.Devices);

    private static long Time(in Calendar date, Customer customer, double localHour)
    {
        double hour = Rhythm.Wrap(localHour - customer.CityOn(date.Day).UtcOffset);
        return date.Start + Math.Min((long)(hour * 3_600_000), 86_399_999) * 1000;
    }
}

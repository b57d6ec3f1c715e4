using Vigil.Detection.Numerics;
using Vigil.Simulation.Customers;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Scenarios;

namespace Vigil.Simulation;

/// <summary>Makes synthetic transactions of customers with habits, and of thieves among them.</summary>
public static class Simulator
{
    // Each part of the world draws from random numbers of its own, so that a longer run begins with the shorter one.
    private const ulong MarketStream = 1UL << 60;
    private const ulong FraudStream = 2UL << 60;
    private const ulong CustomerStream = 3UL << 60;

    /// <summary>
    /// The transactions in time order, made as they are asked for; endless when <see cref="SimulationOptions.Days"/> is null. Memory is
    /// proportional to the customers. Each enumeration begins anew; one enumeration is for one thread.
    /// </summary>
    /// <exception cref="ArgumentException">The options break their ranges; the message has every violation.</exception>
    public static IEnumerable<SimulatedTransaction> Run(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        return Enumerate(options);
    }

    private static IEnumerable<SimulatedTransaction> Enumerate(SimulationOptions options)
    {
        Market market = new(options.Merchants, new SeededRandom(options.Seed, MarketStream));
        Customer[] customers = Population.Create(options, market, CustomerStream);
        DayBuffer buffer = new();
        CustomerDay customerDay = new(market, customers, buffer);
        Campaigns campaigns = new(options, market, customers, buffer, FraudStream);
        DateTime start = options.Start.UtcDateTime;
        DateOnly first = DateOnly.FromDateTime(start);
        long from = (start - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        long to = options.Days is { } days ? from + days * Calendar.MicrosecondsPerDay : long.MaxValue;
        long number = 0;

        Calendar date = new(first, -Campaigns.WarmUpDays);
        for (int day = -Campaigns.WarmUpDays; date.Start < to; date = new Calendar(first, ++day))
        {
            buffer.Begin(date);
            if (day >= 0)
                foreach (Customer customer in customers)
                    if (customer.JoinedOn <= day)
                        customerDay.Generate(customer, date);
            campaigns.Run(date);
            buffer.Sort();
            for (int i = 0; i < buffer.Count; i++)
            {
                ref readonly SimulatedTransaction transaction = ref buffer.Sorted(i);
                if (transaction.TimeMicroseconds >= Math.Max(from, customers[transaction.CustomerIndex].Joined)
                    && transaction.TimeMicroseconds < to)
                    yield return transaction with { Number = ++number };
            }
        }
    }
}

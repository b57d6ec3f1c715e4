using System.Buffers.Binary;
using Vigil.Engine.Access;
using Vigil.Simulation;

namespace Vigil.Cli.Serving;

/// <summary>
/// Who pays in the demonstration: as many customers as make the live rate at the pace that each of them has had all along. A few are there
/// for all of the two weeks; the others came over since, ever more of them, so that the history stays short.
/// </summary>
internal static class DemoPopulation
{
    /// <summary>Days of history before the day of the first start.</summary>
    public const int Days = 14;

    private const double PerDay = 4;
    private const int FromTheStart = 1_500, PaymentsWhileTheyCome = 60_000, PaymentsSince = 110_000, CustomersOfAMerchant = 40;
    private const string Kept = "demo-customers";

    /// <summary>How many customers there are: at the first start those that the rate needs, as many ever after.</summary>
    public static async Task<int> CustomersAsync(ISecretStore store, double perSecond, CancellationToken cancellation)
    {
        byte[] count = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(count, (int)Math.Max(FromTheStart, Math.Ceiling(perSecond * 86_400 / PerDay)));
        return BinaryPrimitives.ReadInt32LittleEndian(await store.FindOrAddAsync(Kept, count, cancellation));
    }

    /// <summary>The simulation, from a time on; endless.</summary>
    /// <param name="customers">How many customers there are in the end.</param>
    /// <param name="from">When it begins.</param>
    /// <param name="until">When all have joined.</param>
    public static SimulationOptions Simulation(int customers, DateTimeOffset from, DateTimeOffset until)
    {
        // Days in which their number grows to e times as many, and days since all are there, so that what is usual has been seen.
        double growth = PaymentsWhileTheyCome / (PerDay * customers), full = PaymentsSince / (PerDay * customers);
        var history = until - from;
        return new SimulationOptions
        {
            Start = from,
            Days = null,
            Customers = customers,
            Merchants = Math.Max(500, customers / CustomersOfAMerchant),
            TransactionsPerCustomerPerDay = PerDay,
            FraudShare = 0.04,
            Joins = index => index < FromTheStart ? TimeSpan.Zero
                : Later(history - TimeSpan.FromDays(full + (growth * Math.Log((double)customers / (index + 1))))),
        };
    }

    private static TimeSpan Later(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}

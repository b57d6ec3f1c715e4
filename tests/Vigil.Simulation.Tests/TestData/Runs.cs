using System.Collections.Immutable;

namespace Vigil.Simulation.Tests.TestData;

/// <summary>Runs that many tests look at, made once.</summary>
internal static class Runs
{
    /// <summary>The options of <see cref="Quarter"/>.</summary>
    public static readonly SimulationOptions QuarterOptions = new() { Customers = 1000, Merchants = 300, Days = 90, Seed = 7 };

    private static readonly Lazy<ImmutableArray<SimulatedTransaction>> LazyQuarter = new(() => [.. Simulator.Run(QuarterOptions)]);

    /// <summary>About 170,000 transactions with every scenario.</summary>
    public static ImmutableArray<SimulatedTransaction> Quarter => LazyQuarter.Value;

    /// <summary>The fraudulent transactions of a scenario in <see cref="Quarter"/>.</summary>
    public static ImmutableArray<SimulatedTransaction> Of(string scenario) => [.. Quarter.Where(t => t.Scenario == scenario)];

    /// <summary>The legitimate transactions of <see cref="Quarter"/>.</summary>
    public static IEnumerable<SimulatedTransaction> Legitimate => Quarter.Where(t => !t.Fraud);

    /// <summary>Kilometres per hour between two payments, by the haversine formula.</summary>
    public static double Speed(in SimulatedTransaction from, in SimulatedTransaction to)
    {
        double latitude = double.DegreesToRadians(to.Latitude - from.Latitude);
        double longitude = double.DegreesToRadians(to.Longitude - from.Longitude);
        double a = Math.Pow(Math.Sin(latitude / 2), 2) + Math.Cos(double.DegreesToRadians(from.Latitude))
            * Math.Cos(double.DegreesToRadians(to.Latitude)) * Math.Pow(Math.Sin(longitude / 2), 2);
        return 2 * 6371 * Math.Asin(Math.Sqrt(a)) / (to.Timestamp - from.Timestamp).TotalHours;
    }

    /// <summary>The middle one of the values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}

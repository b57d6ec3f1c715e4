using Vigil.Detection.Numerics;

namespace Vigil.Simulation.Customers;

/// <summary>The local hours at which a customer is active: two peaks.</summary>
/// <param name="First">Centre of the first peak, hours after midnight.</param>
/// <param name="Second">Centre of the second peak.</param>
/// <param name="FirstShare">Share of the first peak.</param>
/// <param name="Spread">Standard deviation of either peak in hours.</param>
internal sealed record Rhythm(double First, double Second, double FirstShare, double Spread)
{
    /// <summary>Most people keep the day's hours; every eighth is an early bird, every eighth a night owl.</summary>
    public static Rhythm Draw(SeededRandom random)
    {
        double kind = random.NextDouble(), shift = random.Between(-1.0, 1.0), spread = random.Between(0.8, 1.8);
        return kind switch
        {
            < 0.125 => new(6.5 + shift, 11 + shift, 0.7, spread),
            < 0.25 => new(21 + shift, 25 + shift, 0.5, spread),
            _ => new(12.5 + shift, 18.5 + shift, random.Between(0.3, 0.7), spread),
        };
    }

    /// <summary>An hour of the local day, 0 to below 24.</summary>
    public double Hour(SeededRandom random)
    {
        double hour = (random.Chance(FirstShare) ? First : Second) + Spread * random.NextNormal();
        return Wrap(hour);
    }

    /// <summary>The same hour within the day.</summary>
    public static double Wrap(double hour) => hour - 24 * Math.Floor(hour / 24);
}

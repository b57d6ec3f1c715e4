using Vigil.Detection.Numerics;

namespace Vigil.Simulation;

/// <summary>The distributions that habits and fraud are drawn from.</summary>
internal static class SeededRandomExtensions
{
    public static bool Chance(this SeededRandom random, double probability) => random.NextDouble() < probability;

    public static double Between(this SeededRandom random, double from, double to) => from + (to - from) * random.NextDouble();

    /// <summary>Both ends are possible.</summary>
    public static int Between(this SeededRandom random, int from, int to) => from + random.NextInt(to - from + 1);

    public static T Pick<T>(this SeededRandom random, T[] items) => items[random.NextInt(items.Length)];

    public static double LogNormal(this SeededRandom random, double median, double sigma) => median * Math.Exp(sigma * random.NextNormal());

    /// <summary>Knuth's product of uniforms for small means; beyond, the rounded normal, which no habit can tell from it.</summary>
    public static int Poisson(this SeededRandom random, double mean)
    {
        if (mean > 20)
            return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * random.NextNormal()));
        double floor = Math.Exp(-mean), product = random.NextDouble();
        int count = 0;
        for (; product > floor; count++)
            product *= random.NextDouble();
        return count;
    }

    /// <summary>The index drawn with the given weights.</summary>
    public static int Weighted(this SeededRandom random, ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
            total += weight;
        double left = random.NextDouble() * total;
        for (int i = 0; i < weights.Length; i++)
            if ((left -= weights[i]) < 0)
                return i;
        return weights.Length - 1;
    }

    /// <summary>A device identifier; a thief's looks like anyone's.</summary>
    public static string Device(this SeededRandom random) => $"D{random.NextBits() >> 24:x10}";

    /// <summary>An address of a fixed line: 10.0.0.0/8.</summary>
    public static string HomeIp(this SeededRandom random) => $"10.{random.NextInt(256)}.{random.NextInt(256)}.{random.Between(1, 254)}";

    /// <summary>An address of a mobile or guest network: 172.16.0.0/12.</summary>
    public static string MobileIp(this SeededRandom random) =>
        $"172.{random.Between(16, 31)}.{random.NextInt(256)}.{random.Between(1, 254)}";
}

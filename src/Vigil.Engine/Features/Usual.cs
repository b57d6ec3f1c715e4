namespace Vigil.Engine.Features;

/// <summary>What is usual for sizes, on the scale of their logarithms: a centre, and the deviation of the next one from it.</summary>
/// <param name="Centre">ln of the usual size; NaN when nothing is known.</param>
/// <param name="Spread">Standard deviation, above 0.</param>
/// <param name="Count">Values that it rests on.</param>
internal readonly record struct Usual(double Centre, double Spread, int Count)
{
    /// <summary>Values that are remembered of an entity where no feature says how many, and of the whole stream.</summary>
    public const int OwnLast = 64, PeersLast = 256;

    // Before anything is known, sizes are expected to vary by about a factor of two, and that counts as much as four values do.
    private const double PriorSpread = 0.75, PriorWeight = 4;

    /// <summary>Nothing known.</summary>
    public static Usual Unknown => new(double.NaN, PriorSpread, 0);

    /// <summary>
    /// What values of that median and spread make usual, drawn towards their peers as far as they are few: the peers' centre counts as
    /// one value, their spread as four (the posterior of a normal sample under a conjugate prior, with robust statistics).
    /// </summary>
    public static Usual Of(int count, double median, double deviation, Usual peers)
    {
        double variance = PriorWeight * peers.Spread * peers.Spread;
        if (count == 0)
            return peers with { Count = 0 };
        variance += count * deviation * deviation;
        if (double.IsNaN(peers.Centre))
            return new Usual(median, Math.Sqrt(variance / (PriorWeight + count) * (1 + 1.0 / count)), count);
        double distance = median - peers.Centre, share = count / (count + 1.0);
        variance = (variance + share * distance * distance) / (PriorWeight + count);
        return new Usual(peers.Centre + share * distance, Math.Sqrt(variance * (1 + 1.0 / (count + 1))), count);
    }

    /// <summary>How many standard deviations ln of that size lies above the usual; NaN when nothing is known.</summary>
    public double Deviation(double logSize) =>
        Math.Clamp((logSize - Centre) / Spread, -PastFeatures.LargestDeviation, PastFeatures.LargestDeviation);

    /// <summary>That size in usual ones; NaN when nothing is known.</summary>
    public double Multiple(double logSize) => Math.Min(Math.Exp(logSize - Centre), PastFeatures.LargestDeviation);

    /// <summary>That multiple in the standard deviations that are expected before anything is known.</summary>
    public static double DeviationOf(double multiple) => Math.Log(Math.Max(multiple, 1 / PastFeatures.LargestDeviation)) / PriorSpread;
}

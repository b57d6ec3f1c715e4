using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.Features;

public sealed class SortedBagTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 3000)]
    [InlineData(3, 20_000)]
    public void AddAndRemove_SlidingValues_KeepsOrderStatistics(int seed, int length)
    {
        var (slab, bag) = (new Slab(), new long[SortedBag.RowCells]);
        var (values, random) = (new List<double>(), new SeededRandom((ulong)seed));
        var sorted = new List<double>();

        for (int i = 0; i < 3 * length; i++)
        {
            // Drifting values with repetitions: chunks split at one end and run empty at the other.
            double value = Math.Round(random.NextNormal() * 10 + i / 50.0);
            values.Add(value);
            SortedBag.Add(slab, bag, value);
            Insert(sorted, value);
            if (values.Count > length || random.NextInt(50) == 0)
                Remove(slab, bag, values, sorted);
            if (i % 97 == 0)
                Check(slab, bag, sorted);
        }
        while (values.Count > 0)
            Remove(slab, bag, values, sorted);

        SortedBag.Count(bag).ShouldBe(0);
        SortedBag.Percentile(slab, bag, 50).ShouldBe(double.NaN);
    }

    private static void Insert(List<double> sorted, double value)
    {
        int place = sorted.BinarySearch(value);
        sorted.Insert(place < 0 ? ~place : place, value);
    }

    private static void Remove(Slab slab, long[] bag, List<double> values, List<double> sorted)
    {
        if (values.Count == 0)
            return;
        SortedBag.Remove(slab, bag, values[0]);
        sorted.RemoveAt(sorted.BinarySearch(values[0]));
        values.RemoveAt(0);
    }

    private static void Check(Slab slab, long[] bag, List<double> sorted)
    {
        SortedBag.Count(bag).ShouldBe(sorted.Count);
        SortedBag.IsSound(slab, bag).ShouldBeTrue();
        if (sorted.Count == 0)
            return;
        Enumerable.Range(0, sorted.Count).Count(rank => SortedBag.At(slab, bag, rank) != sorted[rank]).ShouldBe(0);
        double rank = 0.3 * (sorted.Count - 1);
        double low = sorted[(int)rank], high = sorted[Math.Min((int)rank + 1, sorted.Count - 1)];
        SortedBag.Percentile(slab, bag, 30).ShouldBe(low + (rank - (int)rank) * (high - low), 1e-9);
    }
}

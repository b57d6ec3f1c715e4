using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.Features;

public sealed class HistoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(64)]
    [InlineData(257)]
    public void TryDescribe_RandomValues_IsMedianAndScaledMadOfTheLast(int last)
    {
        var (slab, row, arrived, random) = (new Slab(), new long[History.RowCells], new List<double>(), new SeededRandom((ulong)last));

        for (int i = 0; i < 4 * last + 20; i++)
        {
            var x = arrived.TakeLast(last).Order().ToList();
            bool isKnown = History.TryDescribe(slab, row, last, out double median, out double scale);
            isKnown.ShouldBe(x.Count >= History.Enough);
            if (isKnown)
            {
                double expected = Middle(x), mad = Middle([.. x.Select(v => Math.Abs(v - expected)).Order()]);
                median.ShouldBe(expected);
                scale.ShouldBe(Math.Max(1.4826 * mad, Math.Max(0.05 * Math.Abs(expected), 1e-9)));
            }
            // Repetitions, both zeros and both signs among them.
            double value = random.NextInt(3) == 0 ? random.NextInt(3) * -0.0 : Math.Round(random.NextNormal() * 5);
            arrived.Add(value);
            History.Add(slab, row, last, value);
        }
    }

    private static double Middle(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

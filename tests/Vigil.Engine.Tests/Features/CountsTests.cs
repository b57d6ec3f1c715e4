using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.State;
using Vigil.Engine.Tests.State;

namespace Vigil.Engine.Tests.Features;

/// <summary><see cref="SymbolCounts"/> and <see cref="PairCounts"/> against dictionaries.</summary>
public sealed class CountsTests
{
    [Fact]
    public void SymbolCounts_RandomAddsAndRemoves_KnowsHowManyAreDifferent()
    {
        var (slab, row, expected) = (new Slab(), new long[SymbolCounts.RowCells], new Dictionary<int, int>());
        var random = new SeededRandom(2);

        for (int i = 0; i < 50_000; i++)
        {
            int symbol = random.NextInt(1 + i % 3000);
            if (random.NextInt(2) == 0 || !expected.ContainsKey(symbol))
            {
                SymbolCounts.Add(slab, row, symbol);
                expected[symbol] = expected.GetValueOrDefault(symbol) + 1;
            }
            else
            {
                SymbolCounts.Remove(slab, row, symbol);
                if (--expected[symbol] == 0)
                    expected.Remove(symbol);
            }
            SymbolCounts.Distinct(row).ShouldBe(expected.Count);
        }

        SymbolCounts.IsSound(slab, row).ShouldBeTrue();
        foreach (var (symbol, count) in expected)
            for (int i = 0; i < count; i++)
                SymbolCounts.Remove(slab, row, symbol);
        SymbolCounts.Distinct(row).ShouldBe(0);
    }

    [Fact]
    public void PairCounts_RandomPairs_ReturnsEarlierOccurrencesAlsoAfterRestore()
    {
        var (pairs, expected, random) = (new PairCounts(), new Dictionary<(int, int), int>(), new SeededRandom(3));

        for (int i = 0; i < 60_000; i++)
        {
            var pair = (random.NextInt(300), random.NextInt(50));
            int before = expected.GetValueOrDefault(pair);
            pairs.Increment(pair.Item1, pair.Item2).ShouldBe(before);
            expected[pair] = before + 1;
            if (i == 30_000)
                pairs = Restored(pairs);
        }

        expected.Count.ShouldBeGreaterThan(10_000);
    }

    private static StatePart Part(PairCounts pairs) => new("pairs", 1, "", [pairs.Memory], _ => pairs.Rebuild());

    private static PairCounts Restored(PairCounts pairs)
    {
        var restored = new PairCounts();
        SavedParts.Move([Part(pairs)], [Part(restored)]);
        return restored;
    }
}

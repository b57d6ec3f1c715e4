using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.Features;

public sealed class WindowSumTests
{
    [Fact]
    public void Std_EqualValues_IsZero()
    {
        var (sum, squares) = (default(WindowSum), default(SquareSum));
        for (int i = 0; i < 1000; i++)
        {
            sum.Add(0.1);
            squares.Add(0.1);
        }

        sum.Std(squares).ShouldBe(0);
        sum.Mean.ShouldBe(0.1, 1e-17);
    }

    [Fact]
    public void Remove_ValueThatDwarfsTheRest_AsksForRecomputation()
    {
        var sum = default(WindowSum);
        sum.Add(1e18);
        sum.Add(1e-6);

        sum.Remove(1e18).ShouldBeTrue();
        sum.Remove(1e-6).ShouldBeFalse();
        (sum.Count, sum.Sum).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(-1e151, false)]
    [InlineData(-1e150, true)]
    public void Takes_MissingAndHugeValues_AreLeftOut(double value, bool isTaken) => WindowSum.Takes(value).ShouldBe(isTaken);

    [Fact]
    public void Slab_RandomBlocks_NeverOverlap()
    {
        var (slab, random, held) = (new Slab(), new SeededRandom(4), new List<(long Address, int Cells, long Mark)>());

        for (int i = 0; i < 5000; i++)
        {
            if (held.Count > 300)
                Release(slab, held, random.NextInt(held.Count));
            int cells = 1 + random.NextInt(random.NextInt(20) == 0 ? 100_000 : 60);
            long address = slab.Rent(cells);
            slab.Holds(address, cells).ShouldBeTrue();
            slab.Change(address, cells).Fill(i);
            held.Add((address, cells, i));
        }
        while (held.Count > 0)
            Release(slab, held, 0);
    }

    private static void Release(Slab slab, List<(long Address, int Cells, long Mark)> held, int index)
    {
        var (address, cells, mark) = held[index];
        slab.Read(address, cells).ContainsAnyExcept(mark).ShouldBeFalse();
        slab.Return(address, cells);
        held.RemoveAt(index);
    }
}

using Vigil.Engine.Models;

namespace Vigil.Engine.Tests.Models;

public sealed class RowSampleTests
{
    [Fact]
    public void Offer_FewRows_KeepsThemAllInOrder()
    {
        var sample = Sample(rows: 5000, seed: 1);

        sample.Count.ShouldBe(5000);
        for (int i = 0; i < 5000; i++)
            sample.Rows.Slice(2 * i, 2).ToArray().ShouldBe([i, -i]);
    }

    [Fact]
    public void Offer_ManyRows_KeepsAUniformSampleOfWholeRows()
    {
        const int Rows = 400_000, Parts = 8;
        var sample = Sample(Rows, seed: 1);

        sample.Offered.ShouldBe(Rows);
        sample.Count.ShouldBe(RowSample.Capacity);
        var parts = new int[Parts];
        for (int i = 0; i < sample.Rows.Length; i += 2)
        {
            sample.Rows[i + 1].ShouldBe(-sample.Rows[i]);
            parts[(int)(sample.Rows[i] * Parts / Rows)]++;
        }
        // Each part's count is hypergeometric with a standard deviation of 91; five of them either way.
        foreach (int count in parts)
            count.ShouldBeInRange(RowSample.Capacity / Parts - 455, RowSample.Capacity / Parts + 455);
    }

    [Fact]
    public void Offer_SameSeed_SameSampleAndOtherwiseNot()
    {
        double[] first = Sample(150_000, seed: 1).Rows.ToArray();

        Sample(150_000, seed: 1).Rows.SequenceEqual(first).ShouldBeTrue();
        Sample(150_000, seed: 2).Rows.SequenceEqual(first).ShouldBeFalse();
    }

    private static RowSample Sample(int rows, ulong seed)
    {
        var sample = new RowSample(2, seed);
        for (int i = 0; i < rows; i++)
            sample.Offer([i, -i]);
        return sample;
    }
}

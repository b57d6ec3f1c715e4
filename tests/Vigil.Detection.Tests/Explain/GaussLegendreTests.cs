using Vigil.Detection.Explain;

namespace Vigil.Detection.Tests.Explain;

public class GaussLegendreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Vectors_PowersBelowTwiceThePoints_AreIntegratedExactly(int vectors)
    {
        var (points, weights) = GaussLegendre.Vectors(vectors);

        for (int power = 0; power < 8 * vectors; power++)
        {
            double integral = points.Zip(weights, (t, w) => Enumerable.Range(0, 4).Sum(i => w[i] * Math.Pow(t[i], power))).Sum();
            integral.ShouldBe(1.0 / (power + 1), 1e-14);
        }
    }
}

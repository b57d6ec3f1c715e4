using System.Runtime.Intrinsics;

namespace Vigil.Detection.Explain;

/// <summary>Points and weights that integrate a polynomial over [0, 1] exactly: n points for degrees up to 2n − 1.</summary>
internal static class GaussLegendre
{
    /// <summary>4 × <paramref name="vectors"/> points and weights.</summary>
    public static (Vector256<double>[] Points, Vector256<double>[] Weights) Vectors(int vectors)
    {
        double[] points = new double[4 * vectors], weights = new double[4 * vectors];
        for (int i = 0; i < points.Length; i++)
            (points[i], weights[i]) = Point(points.Length, i);
        return ([.. Split(points)], [.. Split(weights)]);
    }

    private static IEnumerable<Vector256<double>> Split(double[] values) => values.Chunk(4).Select(four => Vector256.Create(four));

    /// <summary>
    /// Newton's method on the Legendre polynomial from Tricomi's first guess; ten steps are more than double precision needs.
    /// </summary>
    private static (double Point, double Weight) Point(int n, int i)
    {
        double x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5)), slope = 1;
        for (int step = 0; step < 10; step++)
        {
            (double value, slope) = Legendre(n, x);
            x -= value / slope;
        }
        slope = Legendre(n, x).Slope;
        return ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope));
    }

    private static (double Value, double Slope) Legendre(int n, double x)
    {
        double before = 1, value = x;
        for (int k = 2; k <= n; k++)
            (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
        return (value, n * (x * value - before) / (x * x - 1));
    }
}

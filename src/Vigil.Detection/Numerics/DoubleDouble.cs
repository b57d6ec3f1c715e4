namespace Vigil.Detection.Numerics;

/// <summary>Sums in about 106 bits: an unevaluated pair high + low, |low| ≤ ulp(high)/2.</summary>
/// <remarks>Source: Hida, Li, Bailey, "Algorithms for quad-double precision floating point arithmetic", ARITH 2001.</remarks>
public static class DoubleDouble
{
    /// <summary>Adds a double to the pair.</summary>
    public static void Add(ref double high, ref double low, double value) => Add(ref high, ref low, value, 0);

    /// <summary>Adds another pair; the error is at most 2⁻¹⁰⁴ of the greater of the operands, also where they cancel.</summary>
    public static void Add(ref double high, ref double low, double value, double valueLow)
    {
        double sum = high + value;
        double rest = sum - high;
        double error = (high - (sum - rest)) + (value - rest) + (low + valueLow);
        high = sum + error;
        low = error - (high - sum);
    }

    /// <summary>Adds <paramref name="sign"/> times the square of a double, sign being 1 or −1; the square is exact.</summary>
    public static void AddSquare(ref double high, ref double low, double value, double sign)
    {
        double square = value * value;
        double error = Math.FusedMultiplyAdd(value, value, -square);
        Add(ref high, ref low, sign * square, sign * error);
    }

    /// <summary>Σ(x − mean)² from n, Σx and Σx², without the cancellation of the same formula in doubles; never negative.</summary>
    public static double SumOfSquaredDeviations(double count, double sumHigh, double sumLow, double squaresHigh, double squaresLow)
    {
        double meanHigh = sumHigh / count;
        double meanLow = (Math.FusedMultiplyAdd(-meanHigh, count, sumHigh) + sumLow) / count;
        // Σx² − mean·Σx, the product with its rounding error.
        double product = meanHigh * sumHigh;
        double error = Math.FusedMultiplyAdd(meanHigh, sumHigh, -product) + (meanHigh * sumLow + meanLow * sumHigh);
        double high = squaresHigh, low = squaresLow;
        Add(ref high, ref low, -product, -error);
        return Math.Max(0, high + low);
    }
}

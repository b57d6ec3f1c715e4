using System.Numerics;
using Vigil.Detection.Numerics;

namespace Vigil.Detection.Tests.Numerics;

/// <summary>Against exact arithmetic: every double is a whole number of 2⁻¹⁰⁷⁴.</summary>
public sealed class DoubleDoubleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Add_ValuesOfManyMagnitudesThatCancel_StaysWithin2ToTheMinus103(ulong seed)
    {
        var random = new SeededRandom(seed);
        var (exact, greatest) = (BigInteger.Zero, BigInteger.One);
        var (high, low) = (0.0, 0.0);
        var added = new Queue<double>();

        for (int i = 0; i < 2000; i++)
        {
            bool isBack = random.NextInt(3) == 0 && added.Count > 0;
            double value = isBack ? -added.Dequeue() : random.NextNormal() * Math.Pow(10, random.NextInt(24) - 6);
            added.Enqueue(value);
            DoubleDouble.Add(ref high, ref low, value);
            exact += Exact(value);
            greatest = BigInteger.Max(greatest, BigInteger.Max(BigInteger.Abs(exact), BigInteger.Abs(Exact(value))));
            var error = BigInteger.Abs(Exact(high) + Exact(low) - exact);
            error.ShouldBeLessThanOrEqualTo(greatest * (i + 1) >> 103, $"seed {seed}, addition {i}");
        }
    }

    [Fact]
    public void SumOfSquaredDeviations_SmallDeviationsFromALargeMean_KeepsTheirDigits()
    {
        var random = new SeededRandom(9);
        var (sumHigh, sumLow, squaresHigh, squaresLow) = (0.0, 0.0, 0.0, 0.0);
        var (sum, squares) = (BigInteger.Zero, BigInteger.Zero);
        for (int i = 0; i < 1000; i++)
        {
            long value = 1_000_000_000_000 + random.NextInt(1000);
            DoubleDouble.Add(ref sumHigh, ref sumLow, value);
            DoubleDouble.AddSquare(ref squaresHigh, ref squaresLow, value, 1);
            (sum, squares) = (sum + value, squares + (BigInteger)value * value);
        }

        double found = DoubleDouble.SumOfSquaredDeviations(1000, sumHigh, sumLow, squaresHigh, squaresLow);

        double expected = (double)(squares * 1000 - sum * sum) / 1000;
        found.ShouldBe(expected, expected * 1e-9);
    }

    [Fact]
    public void AddSquare_ThenTakenAway_LeavesNothing()
    {
        var (high, low) = (0.0, 0.0);

        DoubleDouble.AddSquare(ref high, ref low, 0.1, 1);
        high.ShouldBe(0.010000000000000002);
        DoubleDouble.AddSquare(ref high, ref low, 0.1, -1);

        (high + low).ShouldBe(0);
    }

    private static BigInteger Exact(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        return (value < 0 ? -mantissa : mantissa) << Math.Max(exponent - 1, 0);
    }
}

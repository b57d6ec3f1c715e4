using System.Runtime.InteropServices;
using Vigil.Detection.Numerics;

namespace Vigil.Engine.Features;

/// <summary>
/// A running sum over a window in row cells: n, Σx (two cells), Σ|x|, the greatest Σ|x| since the last recomputation and, with
/// squares, Σx² (two cells). Compensated; when a value leaves that dwarfs all that stay, the caller recomputes.
/// </summary>
internal static class WindowSum
{
    public const int CellsWithoutSquares = 5, CellsWithSquares = 7;

    // Of 106 bits a loss of 2^20 costs Σx² 40; the rest covers the count of terms and of operations and leaves more than 1e-9 needs.
    private const double GreatestLoss = 1 << 20;

    /// <summary>Adds a value (sign 1) or takes one away (sign −1); NaN is a missing value. True when the sum must be recomputed.</summary>
    public static bool Add(Span<long> cells, double value, int sign)
    {
        if (double.IsNaN(value))
            return false;
        cells[0] += sign;
        if (cells[0] == 0)
        {
            cells.Clear();
            return false;
        }
        var sums = MemoryMarshal.Cast<long, double>(cells);
        DoubleDouble.Add(ref sums[1], ref sums[2], sign * value);
        if (sums.Length == CellsWithSquares)
            DoubleDouble.AddSquare(ref sums[5], ref sums[6], value, sign);
        sums[3] += sign * Math.Abs(value);
        sums[4] = Math.Max(sums[4], sums[3]);
        return sums[3] * GreatestLoss < sums[4];
    }

    public static double Sum(ReadOnlySpan<long> cells) => Read(cells, 1) + Read(cells, 2);

    public static double Mean(ReadOnlySpan<long> cells) => cells[0] == 0 ? double.NaN : Sum(cells) / cells[0];

    /// <summary>Sample standard deviation; NaN below two values.</summary>
    public static double Std(ReadOnlySpan<long> cells)
    {
        if (cells[0] < 2)
            return double.NaN;
        double squares = DoubleDouble.SumOfSquaredDeviations(cells[0], Read(cells, 1), Read(cells, 2), Read(cells, 5), Read(cells, 6));
        return Math.Sqrt(squares / (cells[0] - 1));
    }

    private static double Read(ReadOnlySpan<long> cells, int index) => BitConverter.Int64BitsToDouble(cells[index]);
}

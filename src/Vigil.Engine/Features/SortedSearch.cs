using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vigil.Engine.Features;

/// <summary>Where a value belongs among values in ascending order.</summary>
internal static class SortedSearch
{
    // So many are compared with all at once faster than one after the other, where each comparison waits for the last one.
    private const int Counted = 64;

    /// <summary>The place of the first value that is not below it: how many are below it.</summary>
    /// <param name="sorted">Values in ascending order, none of them NaN.</param>
    /// <param name="value">The value.</param>
    public static int FirstNotBelow(ReadOnlySpan<double> sorted, double value)
    {
        int low = 0, length = sorted.Length;
        while (length > Counted)
        {
            int half = length / 2;
            low = sorted[low + half] < value ? low + length - half : low;
            length = half;
        }
        return low + CountBelow(sorted.Slice(low, length), value);
    }

    private static int CountBelow(ReadOnlySpan<double> sorted, double value)
    {
        int count = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var wanted = Vector256.Create(value);
            foreach (var four in MemoryMarshal.Cast<double, Vector256<double>>(sorted))
                count += BitOperations.PopCount(Vector256.LessThan(four, wanted).ExtractMostSignificantBits());
            sorted = sorted[(sorted.Length & ~3)..];
        }
        foreach (double other in sorted)
            count += other < value ? 1 : 0;
        return count;
    }
}

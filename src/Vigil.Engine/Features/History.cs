using System.Runtime.InteropServices;

namespace Vigil.Engine.Features;

/// <summary>An entity's last N values of one field, in order of arrival and sorted: median and MAD in O(N) without allocation.</summary>
/// <remarks>
/// Lives in a slab block of 2·capacity cells, arrivals first; three cells of the entity's row hold address, capacity and the count of
/// values ever added.
/// </remarks>
internal static class History
{
    public const int RowCells = 3;

    /// <summary>Below this many values a history says nothing about an entity.</summary>
    public const int Enough = 5;

    /// <summary>Makes the median of |x − median| a consistent estimate of a normal standard deviation.</summary>
    private const double NormalConsistency = 1.4826;

    /// <summary>Median and robust scale of the values so far; false below <see cref="Enough"/>.</summary>
    public static bool TryDescribe(Slab slab, ReadOnlySpan<long> row, int last, out double median, out double scale)
    {
        int count = (int)Math.Min(row[2], last);
        (median, scale) = (double.NaN, double.NaN);
        if (count < Enough)
            return false;
        int capacity = (int)row[1];
        var sorted = MemoryMarshal.Cast<long, double>(slab.Block(row[0], 2 * capacity)).Slice(capacity, count);
        median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        // A constant history has no spread; a twentieth of the median keeps one cent from being infinitely far away.
        scale = Math.Max(NormalConsistency * MedianDeviation(sorted, median), Math.Max(0.05 * Math.Abs(median), 1e-9));
        return true;
    }

    public static void Add(Slab slab, Span<long> row, int last, double value)
    {
        int count = (int)Math.Min(row[2], last);
        if (count == row[1] && count < last)
            Grow(slab, row, Math.Min(last, Math.Max(8, count * 2)), count);
        int capacity = (int)row[1];
        var block = MemoryMarshal.Cast<long, double>(slab.Block(row[0], 2 * capacity));
        var sorted = block[capacity..];
        int slot = (int)(row[2] % last);
        if (count == last)
            Remove(sorted[..count--], block[slot]);
        Insert(sorted[..(count + 1)], value);
        block[slot] = value;
        row[2]++;
    }

    private static void Grow(Slab slab, Span<long> row, int capacity, int count)
    {
        long address = slab.Rent(2 * capacity);
        if (count > 0)
        {
            var old = slab.Block(row[0], 2 * count);
            var grown = slab.Block(address, 2 * capacity);
            old[..count].CopyTo(grown);
            old[count..].CopyTo(grown[capacity..]);
            slab.Return(row[0], 2 * count);
        }
        (row[0], row[1]) = (address, capacity);
    }

    private static void Insert(Span<double> sorted, double value)
    {
        int place = sorted.Length - 1;
        for (; place > 0 && sorted[place - 1] > value; place--)
            sorted[place] = sorted[place - 1];
        sorted[place] = value;
    }

    private static void Remove(Span<double> sorted, double value)
    {
        int place = sorted.BinarySearch(value);
        sorted[(place + 1)..].CopyTo(sorted[place..]);
    }

    // The deviations grow outwards from the median on both sides: merge them until half are passed.
    private static double MedianDeviation(ReadOnlySpan<double> sorted, double median)
    {
        int right = sorted.Length / 2, left = right - 1;
        double previous = 0, current = 0;
        for (int taken = 0; taken <= sorted.Length / 2; taken++)
        {
            previous = current;
            bool takeRight = left < 0 || (right < sorted.Length && sorted[right] - median <= median - sorted[left]);
            current = takeRight ? sorted[right++] - median : median - sorted[left--];
        }
        return sorted.Length % 2 == 1 ? current : (previous + current) / 2;
    }
}

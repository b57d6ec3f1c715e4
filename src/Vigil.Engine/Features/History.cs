using System.Runtime.InteropServices;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// An entity's last N values of one field, in order of arrival and sorted: median and MAD in O(log N), a new value in O(N) moved bytes.
/// </summary>
/// <remarks>
/// Lives in a slab block of 2·capacity cells, arrivals first; three cells of the entity's row hold address, capacity and the count of
/// values ever added.
/// </remarks>
internal static class History
{
    public const int RowCells = 3;

    /// <summary>Below this many values a history says nothing about an entity.</summary>
    public const int Enough = 5;

    private const int FirstCapacity = 8;

    /// <summary>Makes the median of |x − median| a consistent estimate of a normal standard deviation.</summary>
    private const double NormalConsistency = 1.4826;

    /// <summary>Median and robust scale of the values so far; false below <see cref="Enough"/>.</summary>
    public static bool TryDescribe(Slab slab, ReadOnlySpan<long> row, int last, out double median, out double scale)
    {
        bool isEnough = Describe(slab, row, last, out median, out scale) >= Enough;
        // A constant history has no spread; a twentieth of the median keeps one cent from being infinitely far away.
        (median, scale) = isEnough ? (median, Math.Max(scale, Math.Max(0.05 * Math.Abs(median), 1e-9))) : (double.NaN, double.NaN);
        return isEnough;
    }

    /// <summary>Median and robust standard deviation of the values so far, and how many they are; NaN without any.</summary>
    public static int Describe(Slab slab, ReadOnlySpan<long> row, int last, out double median, out double deviation)
    {
        int count = (int)Math.Min(row[2], last), capacity = (int)row[1];
        (median, deviation) = (double.NaN, double.NaN);
        if (count == 0)
            return 0;
        var sorted = MemoryMarshal.Cast<long, double>(slab.Read(row[0], 2 * capacity)).Slice(capacity, count);
        median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        deviation = NormalConsistency * MedianDeviation(sorted, median);
        return count;
    }

    public static void Add(Slab slab, Span<long> row, int last, double value)
    {
        int count = (int)Math.Min(row[2], last);
        if (count == row[1] && count < last)
            Grow(slab, row, (int)Math.Min(last, Math.Max(FirstCapacity, count * 2L)), count);
        int capacity = (int)row[1], slot = (int)(row[2]++ % last);
        var block = MemoryMarshal.Cast<long, double>(slab.Change(row[0], 2 * capacity));
        // One zero: otherwise the sign of a median of zeros would depend on which of the two left first.
        value = value == 0 ? 0 : value;
        if (count < last)
            Insert(block.Slice(capacity, count + 1), value);
        else
            Replace(block.Slice(capacity, count), block[slot], value);
        block[slot] = value;
    }

    /// <summary>Brings near what the next value will need.</summary>
    public static void Approach(Slab slab, ReadOnlySpan<long> row, int last)
    {
        int capacity = (int)row[1];
        if (capacity == 0)
            return;
        var block = slab.Read(row[0], 2 * capacity);
        Prefetch.Line(in block[(int)(row[2] % last) % capacity]);
        Prefetch.Lines(block[capacity..]);
    }

    /// <summary>Whether the row's cells lead to a block of that slab.</summary>
    public static bool IsSound(Slab slab, ReadOnlySpan<long> row, int last) =>
        row[2] >= 0 && row[1] >= Math.Min(row[2], last) && row[1] <= last && (row[1] == 0 || slab.Holds(row[0], 2 * row[1]));

    private static void Grow(Slab slab, Span<long> row, int capacity, int count)
    {
        long address = slab.Rent(2L * capacity);
        if (count > 0)
        {
            var old = slab.Read(row[0], 2 * count);
            var grown = slab.Change(address, 2 * capacity);
            old[..count].CopyTo(grown);
            old[count..].CopyTo(grown[capacity..]);
            slab.Return(row[0], 2L * count);
        }
        (row[0], row[1]) = (address, capacity);
    }

    // The last cell is free.
    private static void Insert(Span<double> sorted, double value)
    {
        int place = SortedSearch.FirstNotBelow(sorted[..^1], value);
        sorted[place..^1].CopyTo(sorted[(place + 1)..]);
        sorted[place] = value;
    }

    // Only what lies between the two places moves.
    private static void Replace(Span<double> sorted, double old, double value)
    {
        int from = SortedSearch.FirstNotBelow(sorted, old), to = SortedSearch.FirstNotBelow(sorted, value);
        if (to > from)
            sorted[(from + 1)..to--].CopyTo(sorted[from..]);
        else
            sorted[to..from].CopyTo(sorted[(to + 1)..]);
        sorted[to] = value;
    }

    // The deviations grow outwards from the median on both sides: two sorted lists, of whose union the middle is sought. A binary search
    // finds how many of the first half's least deviations lie left of the median.
    private static double MedianDeviation(ReadOnlySpan<double> sorted, double median)
    {
        int half = sorted.Length / 2, taken = (sorted.Length + 1) / 2;
        int low = taken - (sorted.Length - half), high = half;
        while (low < high)
        {
            int left = (low + high) / 2;
            // Which of the two is no pattern that a processor could guess: so nothing is jumped over.
            bool isMore = Left(sorted, half, left, median) < sorted[half + taken - left - 1] - median;
            (low, high) = (isMore ? left + 1 : low, isMore ? high : left);
        }
        int right = taken - low;
        double below = Math.Max(
            low > 0 ? Left(sorted, half, low - 1, median) : 0, right > 0 ? sorted[half + right - 1] - median : 0);
        if (sorted.Length % 2 == 1)
            return below;
        double above = Math.Min(
            low < half ? Left(sorted, half, low, median) : double.MaxValue,
            half + right < sorted.Length ? sorted[half + right] - median : double.MaxValue);
        return (below + above) / 2;
    }

    private static double Left(ReadOnlySpan<double> sorted, int half, int index, double median) => median - sorted[half - 1 - index];
}

using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// An entity's last sizes that were at least twice its usual, with time and counterparty: enough to see that rent and salary return.
/// </summary>
/// <remarks>
/// Lives in a slab block of three cells a size; three cells of the entity's row hold address, capacity and the count of sizes ever added.
/// Bounded, so that neither memory nor time grow with how much an entity does.
/// </remarks>
internal static class UnusualSizes
{
    public const int RowCells = 3;

    /// <summary>Times the usual from which a size is remembered.</summary>
    public const double Unusual = 2;

    /// <summary>So often in a row is certain.</summary>
    public const int Certain = 3;

    /// <summary>Sizes that are remembered.</summary>
    public const int Last = 32;

    private const int EntryCells = 3, FirstCapacity = 2;
    private const long Day = 86_400_000_000;

    // Sizes are alike within a fifth where they go to the same counterparty; where there is none to tell them apart, within a twentieth.
    private const double AlikeWithCounterparty = 0.2, AlikeWithout = 0.05;

    // How far apart, and how much earlier or later still keeps the rhythm: weekends and lengths of months move a payment.
    private static readonly (double Days, double Slack)[] _rhythms = [(7, 1.25), (14, 1.75), (365.25 / 12, 4), (365.25 / 4, 7)];

    /// <summary>In how many steps of one rhythm, at most <see cref="Certain"/>, such a size came before; and the rhythm's days.</summary>
    public static (double Steps, double Days) Find(Slab slab, ReadOnlySpan<long> row, long time, double logSize, int counterparty)
    {
        int count = (int)Math.Min(row[2], Last), best = 0;
        double days = double.NaN;
        if (count == 0)
            return (0, days);
        var entries = slab.Read(row[0], (int)row[1] * EntryCells)[..(count * EntryCells)];
        foreach (var (length, slack) in _rhythms)
        {
            int steps = 0;
            while (steps < Certain && Came(entries, time - (long)((steps + 1) * length * Day), slack, logSize, counterparty))
                steps++;
            if (steps > best)
                (best, days) = (steps, length);
        }
        return (best, days);
    }

    public static void Add(Slab slab, Span<long> row, long time, double logSize, int counterparty)
    {
        int count = (int)Math.Min(row[2], Last);
        if (count == row[1] && count < Last)
            Grow(slab, row, count);
        var entry = slab.Change(row[0] + (row[2]++ % Last * EntryCells), EntryCells);
        (entry[0], entry[1], entry[2]) = (time, BitConverter.DoubleToInt64Bits(logSize), counterparty);
    }

    /// <summary>Brings near the sizes that are remembered.</summary>
    public static void Approach(Slab slab, ReadOnlySpan<long> row)
    {
        if (row[1] > 0)
            Prefetch.Lines(slab.Read(row[0], (int)row[1] * EntryCells));
    }

    /// <summary>Whether the row's cells lead to a block of that slab.</summary>
    public static bool IsSound(Slab slab, ReadOnlySpan<long> row) => row[2] >= 0 && row[1] is >= 0 and <= Last
        && row[1] >= Math.Min(row[2], Last) && (row[1] == 0 || slab.Holds(row[0], row[1] * EntryCells));

    private static bool Came(ReadOnlySpan<long> entries, long around, double slack, double logSize, int counterparty)
    {
        double alike = counterparty < 0 ? AlikeWithout : AlikeWithCounterparty;
        long most = (long)(slack * Day);
        for (int at = 0; at < entries.Length; at += EntryCells)
            if (Math.Abs(entries[at] - around) <= most && entries[at + 2] == counterparty
                && Math.Abs(BitConverter.Int64BitsToDouble(entries[at + 1]) - logSize) <= alike)
                return true;
        return false;
    }

    private static void Grow(Slab slab, Span<long> row, int count)
    {
        int capacity = Math.Min(Last, Math.Max(FirstCapacity, count * 2));
        long address = slab.Rent((long)capacity * EntryCells);
        if (count > 0)
        {
            slab.Read(row[0], count * EntryCells).CopyTo(slab.Change(address, capacity * EntryCells));
            slab.Return(row[0], (long)count * EntryCells);
        }
        (row[0], row[1]) = (address, capacity);
    }
}

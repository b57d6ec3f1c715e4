using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>A multiset of symbols that knows how many are different: open addressing, linear probing, backward-shift removal.</summary>
/// <remarks>
/// Lives in a slab block; three cells of the entity's row hold address, capacity (a power of two) and how many symbols are different.
/// A cell is (symbol + 1) · 2³² + count, so that zero means an empty place.
/// </remarks>
internal static class SymbolCounts
{
    public const int RowCells = 3;

    private const int FirstCapacity = 8;

    /// <summary>How many different symbols are in it.</summary>
    public static long Distinct(ReadOnlySpan<long> row) => row[2];

    public static void Add(Slab slab, Span<long> row, int symbol)
    {
        if ((row[2] + 1) * 4 > row[1] * 3)
            Grow(slab, row);
        ref long cell = ref slab.Change(row[0] + Find(slab.Read(row[0], (int)row[1]), symbol), 1)[0];
        if (cell == 0)
        {
            cell = Cell(symbol, 0);
            row[2]++;
        }
        cell++;
    }

    /// <summary>Removes one occurrence of a symbol that is there.</summary>
    public static void Remove(Slab slab, Span<long> row, int symbol)
    {
        int place = Find(slab.Read(row[0], (int)row[1]), symbol);
        if ((uint)--slab.Change(row[0] + place, 1)[0] > 0)
            return;
        row[2]--;
        CloseGap(slab, row, place);
    }

    /// <summary>Brings near where a symbol is looked for.</summary>
    public static void Approach(Slab slab, ReadOnlySpan<long> row, int symbol)
    {
        if (row[1] > 0 && symbol >= 0)
            slab.Approach(row[0] + Home(symbol, (int)row[1] - 1));
    }

    /// <summary>Whether the row's cells lead to a block of that slab that has room.</summary>
    public static bool IsSound(Slab slab, ReadOnlySpan<long> row) => row[1] == 0 ? row[2] == 0
        : row[1] is >= FirstCapacity and <= 1 << 30 && long.IsPow2(row[1]) && slab.Holds(row[0], row[1])
            && row[2] >= 0 && row[2] * 4 <= row[1] * 3;

    private static long Cell(int symbol, int count) => ((long)(symbol + 1) << 32) | (uint)count;

    private static int Home(int symbol, int mask) => (int)Mixing.Mix((ulong)symbol + 1) & mask;

    private static int SymbolIn(long cell) => (int)(cell >> 32) - 1;

    private static int Find(ReadOnlySpan<long> cells, int symbol)
    {
        int mask = cells.Length - 1, place = Home(symbol, mask);
        while (cells[place] != 0 && SymbolIn(cells[place]) != symbol)
            place = (place + 1) & mask;
        return place;
    }

    private static void CloseGap(Slab slab, ReadOnlySpan<long> row, int gap)
    {
        var cells = slab.Read(row[0], (int)row[1]);
        int mask = cells.Length - 1;
        for (int place = (gap + 1) & mask; cells[place] != 0; place = (place + 1) & mask)
            if (((place - Home(SymbolIn(cells[place]), mask)) & mask) >= ((place - gap) & mask))
            {
                slab.Change(row[0] + gap, 1)[0] = cells[place];
                gap = place;
            }
        slab.Change(row[0] + gap, 1)[0] = 0;
    }

    private static void Grow(Slab slab, Span<long> row)
    {
        int old = (int)row[1], capacity = Math.Max(FirstCapacity, old * 2);
        long address = slab.Rent(capacity);
        var grown = slab.Change(address, capacity);
        grown.Clear();
        if (old > 0)
        {
            foreach (long cell in slab.Read(row[0], old))
                if (cell != 0)
                    grown[Find(grown, SymbolIn(cell))] = cell;
            slab.Return(row[0], old);
        }
        (row[0], row[1]) = (address, capacity);
    }
}

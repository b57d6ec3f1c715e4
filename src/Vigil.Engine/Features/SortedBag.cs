using System.Runtime.InteropServices;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>A sorted multiset of doubles in pieces: O(√n) to add, to remove and to read an order statistic.</summary>
/// <remarks>
/// Lives in slab blocks; three cells of the entity's row hold the address of the directory, its length and capacity, and how many values
/// there are. Each piece has three cells in the directory: its address, how many values it has, and how many it can have.
/// </remarks>
internal static class SortedBag
{
    public const int RowCells = 3;

    private const int PieceLength = 512, Sparse = PieceLength / 8, FirstCapacity = 8, PieceCells = 3;

    public static long Count(ReadOnlySpan<long> row) => row[2];

    /// <summary>The value at <paramref name="rank"/> in ascending order.</summary>
    public static double At(Slab slab, ReadOnlySpan<long> row, long rank)
    {
        var directory = Directory(slab, row);
        int piece = 0;
        for (; rank >= directory[piece + 1]; piece += PieceCells)
            rank -= directory[piece + 1];
        return BitConverter.Int64BitsToDouble(slab.Read(directory[piece] + rank, 1)[0]);
    }

    /// <summary>The percentile, linear between order statistics (numpy's default); NaN when empty.</summary>
    public static double Percentile(Slab slab, ReadOnlySpan<long> row, double percentile)
    {
        if (row[2] == 0)
            return double.NaN;
        double rank = percentile / 100 * (row[2] - 1);
        long below = (long)rank;
        double low = At(slab, row, below);
        return rank == below ? low : Between(low, At(slab, row, below + 1), rank - below);
    }

    /// <summary>The same of values that are in order.</summary>
    public static double Percentile(ReadOnlySpan<double> values, double percentile)
    {
        if (values.IsEmpty)
            return double.NaN;
        double rank = percentile / 100 * (values.Length - 1);
        int below = (int)rank;
        // One zero, as in a bag.
        double low = values[below] == 0 ? 0 : values[below];
        return rank == below ? low : Between(low, values[below + 1] == 0 ? 0 : values[below + 1], rank - below);
    }

    private static double Between(double low, double high, double share) => low + share * (high - low);

    public static void Add(Slab slab, Span<long> row, double value)
    {
        // One zero: otherwise the sign of a least value would depend on which of the two left first.
        value = value == 0 ? 0 : value;
        if (Pieces(row) == 0)
            InsertPiece(slab, row, 0, slab.Rent(FirstCapacity), 0, FirstCapacity);
        int index = PieceOf(slab, row, value);
        var piece = Piece(slab, row, index);
        // Only the first piece is ever shorter than the others, and only while it is alone.
        if (piece[1] == piece[2])
            Grow(slab, piece);
        var values = MemoryMarshal.Cast<long, double>(slab.Change(piece[0], (int)piece[1] + 1));
        int place = SortedSearch.FirstNotBelow(values[..^1], value);
        values[place..^1].CopyTo(values[(place + 1)..]);
        values[place] = value;
        row[2]++;
        if (++piece[1] == PieceLength)
            Split(slab, row, index);
    }

    /// <summary>Removes one occurrence of a value that is there.</summary>
    public static void Remove(Slab slab, Span<long> row, double value)
    {
        int index = PieceOf(slab, row, value);
        var piece = Piece(slab, row, index);
        var values = MemoryMarshal.Cast<long, double>(slab.Change(piece[0], (int)piece[1]));
        int place = SortedSearch.FirstNotBelow(values, value);
        values[(place + 1)..].CopyTo(values[place..]);
        row[2]--;
        if (--piece[1] < Sparse && Pieces(row) > 1)
            Merge(slab, row, Math.Max(0, index - 1));
    }

    /// <summary>Whether the row's cells lead to blocks of that slab.</summary>
    public static bool IsSound(Slab slab, ReadOnlySpan<long> row)
    {
        int pieces = Pieces(row), capacity = Capacity(row);
        if (pieces < 0 || pieces > capacity || (capacity > 0 && !slab.Holds(row[0], capacity * PieceCells)))
            return false;
        long count = 0;
        for (int at = 0; at < pieces * PieceCells; at += PieceCells)
            if (Directory(slab, row) is var d && d[at + 1] is >= 0 and < PieceLength && d[at + 1] <= d[at + 2]
                && slab.Holds(d[at], d[at + 2]))
                count += d[at + 1];
            else
                return false;
        return count == row[2];
    }

    private static int Pieces(ReadOnlySpan<long> row) => (int)(row[1] >> 32);

    private static int Capacity(ReadOnlySpan<long> row) => (int)row[1];

    private static ReadOnlySpan<long> Directory(Slab slab, ReadOnlySpan<long> row) => slab.Read(row[0], Pieces(row) * PieceCells);

    private static Span<long> Piece(Slab slab, ReadOnlySpan<long> row, int index) =>
        slab.Change(row[0] + index * PieceCells, PieceCells);

    // The first piece whose greatest value is not below the value, else the last one.
    private static int PieceOf(Slab slab, ReadOnlySpan<long> row, double value)
    {
        var directory = Directory(slab, row);
        int low = 0, high = Pieces(row) - 1;
        while (low < high)
        {
            int middle = (low + high) / 2, at = middle * PieceCells;
            if (BitConverter.Int64BitsToDouble(slab.Read(directory[at] + directory[at + 1] - 1, 1)[0]) < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static void Grow(Slab slab, Span<long> piece)
    {
        int count = (int)piece[1];
        long address = slab.Rent(count * 2);
        slab.Read(piece[0], count).CopyTo(slab.Change(address, count));
        slab.Return(piece[0], piece[2]);
        (piece[0], piece[2]) = (address, count * 2);
    }

    private static void Split(Slab slab, Span<long> row, int index)
    {
        var piece = Piece(slab, row, index);
        int half = PieceLength / 2;
        long upper = slab.Rent(PieceLength);
        slab.Read(piece[0] + half, half).CopyTo(slab.Change(upper, half));
        piece[1] = half;
        InsertPiece(slab, row, index + 1, upper, half, PieceLength);
    }

    private static void InsertPiece(Slab slab, Span<long> row, int index, long address, int count, int capacity)
    {
        int pieces = Pieces(row), room = Capacity(row);
        if (pieces == room)
        {
            int more = Math.Max(1, room * 2);
            long directory = slab.Rent((long)more * PieceCells);
            if (room > 0)
            {
                Directory(slab, row).CopyTo(slab.Change(directory, pieces * PieceCells));
                slab.Return(row[0], (long)room * PieceCells);
            }
            (row[0], room) = (directory, more);
        }
        row[1] = ((long)(pieces + 1) << 32) | (uint)room;
        var cells = slab.Change(row[0] + index * PieceCells, (pieces + 1 - index) * PieceCells);
        cells[..^PieceCells].CopyTo(cells[PieceCells..]);
        (cells[0], cells[1], cells[2]) = (address, count, capacity);
    }

    // Joins a piece and the next when both fit into one with room to spare. An empty piece always does: the other is below PieceLength.
    private static void Merge(Slab slab, Span<long> row, int index)
    {
        var both = slab.Change(row[0] + index * PieceCells, 2 * PieceCells);
        int count = (int)both[1], more = (int)both[PieceCells + 1];
        if (count > 0 && more > 0 && count + more > PieceLength * 3 / 4)
            return;
        slab.Read(both[PieceCells], more).CopyTo(slab.Change(both[0] + count, more));
        slab.Return(both[PieceCells], both[PieceCells + 2]);
        both[1] = count + more;
        int pieces = Pieces(row);
        var cells = slab.Change(row[0] + (index + 1) * PieceCells, (pieces - index - 1) * PieceCells);
        cells[PieceCells..].CopyTo(cells);
        row[1] = ((long)(pieces - 1) << 32) | (uint)Capacity(row);
    }
}

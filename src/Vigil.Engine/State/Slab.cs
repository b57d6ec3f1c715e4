using System.Numerics;

namespace Vigil.Engine.State;

/// <summary>
/// Blocks of 8-byte cells in the sizes 2ᵏ and 3·2ᵏ, cut from chunks of a memory and used again: millions of small rings without an object
/// each. Which blocks are free stands in the blocks themselves, so that the memory is all there is to it.
/// </summary>
internal sealed class Slab
{
    /// <summary>The cells of the largest block that shares a chunk with others.</summary>
    public const int LargestShared = ChunkCells / 2;

    // A block of more than half a chunk has a chunk of its own, which goes back to the runtime with it.
    private const int ChunkCells = 1 << 16, Sizes = 62;

    // The header: the chunk that is being cut, plus one; how much of it is used; for each size the first free block's address, plus one.
    private const int Open = 0, Used = 1, FirstFree = 2;

    private long[] Header => Memory.Header;

    /// <summary>Where it lives.</summary>
    public PagedMemory Memory { get; } = new(FirstFree + Sizes);

    /// <summary>The address of a block of at least <paramref name="cells"/> cells, whose contents are arbitrary.</summary>
    public long Rent(long cells)
    {
        int size = SizeOf(cells), length = Length(size);
        ref long free = ref Header[FirstFree + size];
        if (free != 0)
        {
            long address = free - 1;
            free = Memory.Read(address, 1)[0];
            return address;
        }
        if (length > LargestShared)
            return PagedMemory.Address(Memory.Add(length), 0);
        if (Header[Open] == 0 || Header[Used] + length > ChunkCells)
            (Header[Open], Header[Used]) = (Memory.Add(ChunkCells) + 1, 0);
        Header[Used] += length;
        return PagedMemory.Address((int)Header[Open] - 1, (int)Header[Used] - length);
    }

    /// <summary>Gives a block back.</summary>
    public void Return(long address, long cells)
    {
        int size = SizeOf(cells);
        if (Length(size) > LargestShared)
        {
            Memory.Remove((int)(address >> 32));
            return;
        }
        ref long free = ref Header[FirstFree + size];
        Memory.Change(address, 1)[0] = free;
        free = address + 1;
    }

    /// <summary>Cells to be read.</summary>
    public ReadOnlySpan<long> Read(long address, int cells) => Memory.Read(address, cells);

    /// <summary>Brings the line of a cell near.</summary>
    public void Approach(long address) => Memory.Approach(address);

    /// <summary>Cells to be changed.</summary>
    public Span<long> Change(long address, int cells) => Memory.Change(address, cells);

    /// <summary>Whether a block of that many cells lies at that address.</summary>
    public bool Holds(long address, long cells) => Memory.Holds(address, cells);

    // Two sizes an octave: index 2k is 2ᵏ, index 2k + 1 is 1.5·2ᵏ, so that rings of three cells an event fit as well as those of two.
    private static int SizeOf(long cells)
    {
        int octave = BitOperations.Log2((ulong)Math.Max(cells, 2) - 1) + 1;
        return cells > 3 && cells <= 3L << (octave - 2) ? octave * 2 - 1 : octave * 2;
    }

    private static int Length(int size)
    {
        long length = size % 2 == 0 ? 1L << (size / 2) : 3L << (size / 2 - 1);
        return length <= Array.MaxLength
            ? (int)length
            : throw new InvalidOperationException($"One entity would need {length:n0} cells of window events: shorten its longest window.");
    }
}

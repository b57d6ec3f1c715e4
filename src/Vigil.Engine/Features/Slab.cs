using System.Numerics;
using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>
/// Blocks of 8-byte cells in the sizes 2ᵏ and 3·2ᵏ, cut from large pages and reused: millions of small rings without an object each.
/// </summary>
internal sealed class Slab
{
    // A block of more than half a page has a page of its own, which goes back to the runtime with it.
    private const int PageCells = 1 << 16, LargestShared = PageCells / 2, Sizes = 62;

    private readonly Stack<long>?[] _free = new Stack<long>?[Sizes];
    private readonly Stack<int> _freePages = [];
    private long[][] _pages = [];
    private int _count;
    private int _used = PageCells;
    private int _openPage = -1;

    /// <summary>Bytes held, in use or free.</summary>
    public long Bytes { get; private set; }

    /// <summary>The address of a block of at least <paramref name="cells"/> cells, whose contents are arbitrary.</summary>
    public long Rent(long cells)
    {
        int size = SizeOf(cells), length = Length(size);
        if (_free[size] is { Count: > 0 } free)
            return free.Pop();
        if (length > LargestShared)
            return Address(Add(new long[length]), 0);
        if (_used + length > PageCells)
            (_openPage, _used) = (Add(new long[PageCells]), 0);
        _used += length;
        return Address(_openPage, _used - length);
    }

    /// <summary>Gives a block back.</summary>
    public void Return(long address, long cells)
    {
        int size = SizeOf(cells), page = (int)(address >> 32);
        if (Length(size) <= LargestShared)
            (_free[size] ??= new Stack<long>()).Push(address);
        else
        {
            Bytes -= _pages[page].LongLength * sizeof(long);
            _pages[page] = [];
            _freePages.Push(page);
        }
    }

    public Span<long> Block(long address, int cells) => _pages[(int)(address >> 32)].AsSpan((int)address, cells);

    /// <summary>Whether a block of that many cells lies at that address.</summary>
    public bool Holds(long address, long cells) =>
        address >= 0 && address >> 32 < _count && cells >= 0 && (uint)address + cells <= _pages[(int)(address >> 32)].Length;

    public void Write(ModelWriter writer)
    {
        writer.Write(_openPage);
        writer.Write(_used);
        writer.Write(_count);
        foreach (var page in _pages.AsSpan(0, _count))
            writer.WriteArray<long>(page);
        foreach (var free in _free)
            writer.WriteArray<long>(free is null ? [] : [.. free.Reverse()]);
        writer.WriteArray<int>([.. _freePages.Reverse()]);
    }

    /// <exception cref="InvalidDataException">The bytes are not such a slab.</exception>
    public static Slab Read(ModelReader reader)
    {
        var slab = new Slab { _openPage = reader.ReadInt32(), _used = reader.ReadInt32() };
        for (int left = reader.ReadInt32(); left > 0; left--)
            slab.Add(reader.ReadArray<long>());
        bool isSound = slab._used is >= 0 and <= PageCells
            && (slab._used == PageCells || (slab._openPage >= 0 && slab.Holds(Address(slab._openPage, 0), PageCells)));
        for (int size = 0; size < Sizes; size++)
        {
            long[] addresses = reader.ReadArray<long>();
            isSound &= addresses.All(address => slab.Holds(address, Length(size)));
            slab._free[size] = new Stack<long>(addresses);
        }
        foreach (int page in reader.ReadArray<int>())
        {
            isSound &= page >= 0 && page < slab._count && slab._pages[page].Length == 0;
            slab._freePages.Push(page);
        }
        return isSound ? slab : throw new InvalidDataException("The state's memory pages are damaged.");
    }

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

    private int Add(long[] page)
    {
        Bytes += page.LongLength * sizeof(long);
        if (_freePages.TryPop(out int free))
        {
            _pages[free] = page;
            return free;
        }
        if (_count == _pages.Length)
            Array.Resize(ref _pages, Math.Max(8, _count * 2));
        _pages[_count] = page;
        return _count++;
    }

    private static long Address(int page, int offset) => ((long)page << 32) | (uint)offset;
}

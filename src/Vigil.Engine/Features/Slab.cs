using System.Numerics;
using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>Blocks of 8-byte cells in power-of-two sizes, cut from large pages and reused: millions of small rings without an object each.</summary>
internal sealed class Slab
{
    private const int PageCells = 1 << 16;

    private readonly List<long[]> _pages = [];
    private readonly Stack<long>[] _free = new Stack<long>[32];
    private int _used = PageCells;
    private int _openPage = -1;

    /// <summary>Bytes held, in use or free.</summary>
    public long Bytes => _pages.Sum(page => page.LongLength * sizeof(long));

    /// <summary>The address of a block of at least <paramref name="cells"/> cells, zeroed or not.</summary>
    public long Rent(int cells)
    {
        int size = BitOperations.Log2((uint)cells - 1) + 1;
        if (_free[size] is { Count: > 0 } free)
            return free.Pop();
        int length = 1 << size;
        if (length >= PageCells)
        {
            _pages.Add(new long[length]);
            return Address(_pages.Count - 1, 0);
        }
        if (_used + length > PageCells)
        {
            _pages.Add(new long[PageCells]);
            (_openPage, _used) = (_pages.Count - 1, 0);
        }
        _used += length;
        return Address(_openPage, _used - length);
    }

    /// <summary>Gives a block back.</summary>
    public void Return(long address, int cells)
    {
        int size = BitOperations.Log2((uint)cells - 1) + 1;
        (_free[size] ??= new Stack<long>()).Push(address);
    }

    public Span<long> Block(long address, int cells) => _pages[(int)(address >> 32)].AsSpan((int)address, cells);

    public void Write(ModelWriter writer)
    {
        writer.Write(_openPage);
        writer.Write(_used);
        writer.Write(_pages.Count);
        foreach (var page in _pages)
            writer.WriteArray<long>(page);
        foreach (var free in _free)
            writer.WriteArray<long>(free is null ? [] : [.. free.Reverse()]);
    }

    public static Slab Read(ModelReader reader)
    {
        var slab = new Slab { _openPage = reader.ReadInt32(), _used = reader.ReadInt32() };
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
            slab._pages.Add(reader.ReadArray<long>());
        for (int size = 0; size < slab._free.Length; size++)
            if (reader.ReadArray<long>() is { Length: > 0 } addresses)
                slab._free[size] = new Stack<long>(addresses);
        return slab;
    }

    private static long Address(int page, int offset) => ((long)page << 32) | (uint)offset;
}

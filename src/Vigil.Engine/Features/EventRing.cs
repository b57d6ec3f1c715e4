using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// An entity's events by position, to be read: cells of time, numbers, texts. In one block, or in several of a directory.
/// </summary>
/// <remarks>
/// A position is masked into the capacity, which is a power of two and for which the block was checked; so the cells are read
/// without checking again. An empty ring must not be read, nor one of several blocks where it holds no event.
/// </remarks>
internal readonly ref struct EventRing
{
    private readonly ref long _first;
    private readonly int _mask, _stride, _bits;
    private readonly Slab? _slab;
    private readonly ReadOnlySpan<long> _directory;

    /// <summary>A ring of one block.</summary>
    public EventRing(ReadOnlySpan<long> cells, int mask, int stride)
    {
        _first = ref MemoryMarshal.GetReference(cells);
        (_mask, _stride) = (mask, stride);
    }

    /// <summary>A ring of blocks of 2^<paramref name="bits"/> events; the directory has their addresses + 1.</summary>
    public EventRing(Slab slab, ReadOnlySpan<long> directory, int bits, int stride)
    {
        (_slab, _bits, _mask, _stride) = (slab, bits, (1 << bits) - 1, stride);
        _directory = directory;
    }

    public long Time(long position) => this[position];

    public double Number(long position, int column) => BitConverter.Int64BitsToDouble(Unsafe.Add(ref this[position], 1 + column));

    public int Symbol(long position, int cell) => (int)Unsafe.Add(ref this[position], cell);

    /// <summary>All cells of an event.</summary>
    public ReadOnlySpan<long> Event(long position) => MemoryMarshal.CreateReadOnlySpan(ref this[position], _stride);

    /// <summary>Whether the values are those of the event but for one.</summary>
    public bool IsEqual(long position, ReadOnlySpan<long> values, int except)
    {
        for (int i = 0; i < values.Length; i++)
            if (i != except && Unsafe.Add(ref this[position], 1 + i) != values[i])
                return false;
        return true;
    }

    private ref long this[long position] => ref _slab is null
        ? ref Unsafe.Add(ref _first, ((int)position & _mask) * _stride)
        : ref InBlock(_slab, position);

    private ref long InBlock(Slab slab, long position)
    {
        long block = _directory[(int)(position >> _bits) & (_directory.Length - 1)] - 1;
        return ref MemoryMarshal.GetReference(slab.Read(block + ((int)position & _mask) * _stride, _stride));
    }
}

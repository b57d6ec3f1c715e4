using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vigil.Engine.Features;

/// <summary>An entity's events by position, to be read: cells of time, numbers, texts.</summary>
/// <remarks>
/// A position is masked into the capacity, which is a power of two and for which the block was checked; so the cells are read
/// without checking again. An empty ring must not be read.
/// </remarks>
internal readonly ref struct EventRing(ReadOnlySpan<long> cells, int mask, int stride)
{
    private readonly ref long _first = ref MemoryMarshal.GetReference(cells);

    public long Time(long position) => this[position];

    public double Number(long position, int column) => BitConverter.Int64BitsToDouble(Unsafe.Add(ref this[position], 1 + column));

    public int Symbol(long position, int cell) => (int)Unsafe.Add(ref this[position], cell);

    /// <summary>All cells of an event.</summary>
    public ReadOnlySpan<long> Event(long position) => MemoryMarshal.CreateReadOnlySpan(ref this[position], stride);

    /// <summary>Whether the values are those of the event but for one.</summary>
    public bool IsEqual(long position, ReadOnlySpan<long> values, int except)
    {
        for (int i = 0; i < values.Length; i++)
            if (i != except && Unsafe.Add(ref this[position], 1 + i) != values[i])
                return false;
        return true;
    }

    private ref long this[long position] => ref Unsafe.Add(ref _first, ((int)position & mask) * stride);
}

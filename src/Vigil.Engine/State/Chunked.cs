using System.Numerics;

namespace Vigil.Engine.State;

/// <summary>A list that grows without copying what is in it, in arrays of one length; new items are zero.</summary>
internal sealed class Chunked<T>
    where T : unmanaged
{
    private const int Bits = 13, ArrayLength = 1 << Bits;

    private T[][] _arrays = [];
    private int _count;

    /// <summary>Items there is room for.</summary>
    public int Length => _count << Bits;

    /// <summary>Bytes held.</summary>
    public long Bytes => (long)Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    public ref T this[int index] => ref _arrays[index >> Bits][index & (ArrayLength - 1)];

    /// <summary>Makes room for that many items.</summary>
    public void Reach(int length)
    {
        while (length > Length)
        {
            if (_count == _arrays.Length)
                Array.Resize(ref _arrays, (int)BitOperations.RoundUpToPowerOf2((uint)_count + 1));
            _arrays[_count++] = new T[ArrayLength];
        }
    }
}

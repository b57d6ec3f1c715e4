using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vigil.Engine.State;

/// <summary>
/// A list that grows without copying what is in it, in blocks of one length outside the collector's heap; new items are zero. Whoever reads
/// or changes them must have this object until he is done.
/// </summary>
internal sealed unsafe class Chunked<T>
    where T : unmanaged
{
    private const int Bits = 13, BlockLength = 1 << Bits;

    private (nint First, NativeCells Cells)[] _blocks = [];
    private int _count;

    /// <summary>Items there is room for.</summary>
    public int Length => _count << Bits;

    /// <summary>Bytes held.</summary>
    public long Bytes => (long)Length * sizeof(T);

    public ref T this[int index] => ref Unsafe.Add(ref *(T*)_blocks[index >> Bits].First, index & (BlockLength - 1));

    /// <summary>Makes room for that many items.</summary>
    public void Reach(int length)
    {
        while (length > Length)
        {
            if (_count == _blocks.Length)
                Array.Resize(ref _blocks, (int)BitOperations.RoundUpToPowerOf2((uint)_count + 1));
            var cells = new NativeCells(BlockLength * sizeof(T) / sizeof(long));
            _blocks[_count++] = ((nint)cells.First, cells);
        }
    }
}

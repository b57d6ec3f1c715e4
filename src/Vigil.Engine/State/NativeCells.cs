using System.Runtime.InteropServices;

namespace Vigil.Engine.State;

/// <summary>
/// Zero cells outside the collector's heap, on the boundary of a cache line: gigabytes of them cost it nothing. They go when they are
/// disposed of or nobody has them any more. Whoever reads through <see cref="First"/> must have this object, and keep it, until he is done.
/// </summary>
internal sealed unsafe class NativeCells : IDisposable
{
    /// <summary>None.</summary>
    public static readonly NativeCells None = new();

    private const int Line = 64;

    private readonly bool _isWatched;
    private void* _block;

    /// <summary>New ones.</summary>
    /// <param name="length">How many.</param>
    /// <param name="isWatched">
    /// Whether the collector is told of them, so that it finds in time what nobody has any more. It collects more often then.
    /// </param>
    /// <exception cref="OutOfMemoryException">There is no memory left.</exception>
    public NativeCells(int length, bool isWatched = true)
    {
        nuint bytes = (nuint)length * sizeof(long);
        _block = NativeMemory.AllocZeroed(bytes + Line);
        First = (long*)(((nuint)_block + (Line - 1)) & ~(nuint)(Line - 1));
        Length = length;
        _isWatched = isWatched;
        if (isWatched)
            GC.AddMemoryPressure((long)bytes + Line);
    }

    private NativeCells() => GC.SuppressFinalize(this);

    /// <summary>Gives them back.</summary>
    ~NativeCells() => Release();

    /// <summary>The first one.</summary>
    public long* First { get; private set; }

    /// <summary>How many they are.</summary>
    public int Length { get; private set; }

    /// <summary>All of them.</summary>
    public Span<long> All => new(First, Length);

    /// <summary>Gives them back at once; nobody may be reading them.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (_block is null)
            return;
        NativeMemory.Free(_block);
        if (_isWatched)
            GC.RemoveMemoryPressure((long)Length * sizeof(long) + Line);
        _block = null;
        First = null;
        Length = 0;
    }
}

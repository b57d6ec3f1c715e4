using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Vigil.Engine.State;

/// <summary>
/// Asks the processor to bring memory near, and does not wait for it: a read from memory takes as long as hundreds of operations, and a
/// dozen of them can be under way at once. Changes nothing; does nothing on processors that cannot be asked.
/// </summary>
internal static unsafe class Prefetch
{
    /// <summary>Cells of a line.</summary>
    public const int LineCells = 8;

    /// <summary>The cache line that something lies in.</summary>
    public static void Line<T>(ref readonly T item)
    {
        // Should the collector move it meanwhile, the wrong line is near: no harm.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in item)));
    }

    /// <summary>All cache lines of some cells.</summary>
    public static void Lines(ReadOnlySpan<long> cells)
    {
        for (int cell = 0; cell < cells.Length; cell += LineCells)
            Line(in cells[cell]);
        if (cells.Length > 0)
            Line(in cells[^1]);
    }
}

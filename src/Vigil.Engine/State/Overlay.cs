using System.Runtime.CompilerServices;

namespace Vigil.Engine.State;

/// <summary>Names for cells: a struct of whole cells laid over a place in a row.</summary>
internal static class Overlay
{
    /// <summary>Cells of a struct.</summary>
    public static int CellsOf<T>()
        where T : unmanaged => Unsafe.SizeOf<T>() / sizeof(long);

    /// <summary>The struct that begins at a cell, to be changed.</summary>
    public static ref T At<T>(Span<long> row, int cell)
        where T : unmanaged => ref Unsafe.As<long, T>(ref row.Slice(cell, CellsOf<T>())[0]);

    /// <summary>The struct that begins at a cell.</summary>
    public static ref readonly T At<T>(ReadOnlySpan<long> row, int cell)
        where T : unmanaged => ref Unsafe.As<long, T>(ref Unsafe.AsRef(in row.Slice(cell, CellsOf<T>())[0]));
}

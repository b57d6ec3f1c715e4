namespace Vigil.Engine.State;

/// <summary>
/// The pages that the owner of the state keeps for a snapshot before it changes them, in arrays of many: one that adds, one that reads
/// what was added before it learned of the number.
/// </summary>
internal sealed class KeptPages
{
    private const int ArrayPages = 64;

    private long[][] _arrays = [];
    private int _count;

    /// <summary>Pages kept.</summary>
    public int Count => _count;

    /// <summary>Room for another page.</summary>
    public Span<long> Add(out int slot)
    {
        slot = _count++;
        if (slot / ArrayPages == _arrays.Length)
            _arrays = [.. _arrays, GC.AllocateUninitializedArray<long>(ArrayPages * PagedMemory.PageCells)];
        return Page(slot);
    }

    /// <summary>Copies a page.</summary>
    public void Read(int slot, Span<long> copy) => Page(slot).CopyTo(copy);

    private Span<long> Page(int slot) =>
        _arrays[slot / ArrayPages].AsSpan(slot % ArrayPages * PagedMemory.PageCells, PagedMemory.PageCells);
}

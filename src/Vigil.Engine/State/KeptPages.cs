namespace Vigil.Engine.State;

/// <summary>
/// The pages that the owner of the state keeps for a snapshot before it changes them, in blocks of many: one that adds, one that reads
/// what was added before it learned of the number. The owner frees them when nobody reads any more.
/// </summary>
internal sealed class KeptPages
{
    private const int BlockPages = 64;

    private NativeCells[] _blocks = [];
    private int _count;

    /// <summary>Pages kept.</summary>
    public int Count => _count;

    /// <summary>Whether they are gone, and none can be added.</summary>
    public bool IsFreed { get; private set; }

    /// <summary>Room for another page.</summary>
    public Span<long> Add(out int slot)
    {
        slot = _count++;
        if (slot / BlockPages == _blocks.Length)
            _blocks = [.. _blocks, new NativeCells(BlockPages * PagedMemory.PageCells, isWatched: false)];
        return Page(slot);
    }

    /// <summary>Copies a page.</summary>
    public void Read(int slot, Span<long> copy) => Page(slot).CopyTo(copy);

    /// <summary>Gives their memory back.</summary>
    public void Free()
    {
        if (IsFreed)
            return;
        IsFreed = true;
        foreach (var block in _blocks)
            block.Dispose();
    }

    private Span<long> Page(int slot) =>
        _blocks[slot / BlockPages].All.Slice(slot % BlockPages * PagedMemory.PageCells, PagedMemory.PageCells);
}

namespace Vigil.Engine.State;

/// <summary>
/// A <see cref="PagedMemory"/> as it was at one moment, while its owner goes on changing it. Read by one other thread, without locks: a
/// page is copied, and the copy counts if the page's epoch is still the same afterwards; else the owner has kept the page before it changed
/// it.
/// </summary>
internal sealed class MemoryImage(long[] header, Chunk[] chunks, int epoch, int saved, KeptPages kept)
{
    // By chunk and page: 1 + the number of the page that was kept.
    private readonly int[]?[] _slots = new int[]?[chunks.Length];
    private Chunk[] _chunks = chunks;
    private volatile bool _isReleased;

    /// <summary>The epoch that ended with it.</summary>
    public int Epoch => epoch;

    /// <summary>See <see cref="PagedMemory.Header"/>.</summary>
    public ReadOnlySpan<long> Header => header;

    /// <summary>Chunks.</summary>
    public int ChunkCount => _slots.Length;

    /// <summary>Whether nobody reads it any more.</summary>
    public bool IsReleased => _isReleased;

    /// <summary>Cells of a chunk; 0 when it was given back.</summary>
    public int Length(int chunk) => _chunks[chunk].Length;

    /// <summary>Whether what was saved under the chunk's number is not this chunk.</summary>
    public bool IsNew(int chunk) => _chunks[chunk].Added > saved;

    /// <summary>Copies a page; false when it is as it was saved, or, in a new chunk, zero.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="page">Its page.</param>
    /// <param name="copy">Receives a page; the cells behind the end of the chunk are zero.</param>
    public bool TryRead(int chunk, int page, Span<long> copy)
    {
        ref int seen = ref _chunks[chunk].Epochs[page];
        int before = Volatile.Read(ref seen);
        if (before <= saved)
            return false;
        if (before <= epoch)
        {
            Copy(_chunks[chunk], page, copy);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref seen) == before)
                return true;
        }
        int slot = Volatile.Read(ref _slots[chunk]) is { } slots ? Volatile.Read(ref slots[page]) : 0;
        if (slot > 0)
            kept.Read(slot - 1, copy);
        return slot > 0;
    }

    /// <summary>On the owner's thread: keeps a page that is about to be changed, if it is not on disk.</summary>
    public void Keep(int chunk, int page, int pageEpoch)
    {
        // The image of another memory, which is released already, may have freed what they share.
        if (pageEpoch <= saved || pageEpoch > epoch || kept.IsFreed)
            return;
        if (_slots[chunk] is not { } slots)
            Volatile.Write(ref _slots[chunk], slots = new int[_chunks[chunk].Epochs.Length]);
        Span<long> cells = kept.Add(out int slot);
        Copy(_chunks[chunk], page, cells);
        Volatile.Write(ref slots[page], slot + 1);
    }

    /// <summary>Lets its owner change pages without keeping them.</summary>
    public void Release() => _isReleased = true;

    /// <summary>On the owner's thread, after it was released: gives back what was kept for it.</summary>
    public void Free()
    {
        kept.Free();
        _chunks = [];
    }

    private static void Copy(in Chunk chunk, int page, Span<long> copy)
    {
        var cells = chunk.Cells.All[(page * PagedMemory.PageCells)..];
        cells = cells[..Math.Min(cells.Length, PagedMemory.PageCells)];
        cells.CopyTo(copy);
        copy[cells.Length..].Clear();
    }
}

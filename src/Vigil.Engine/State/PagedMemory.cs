using System.Diagnostics.CodeAnalysis;

namespace Vigil.Engine.State;

/// <summary>
/// Memory that a part of the state lives in: cells of 8 bytes in chunks, watched in pages of one size. A page knows the epoch in which it
/// was last changed; to begin a snapshot is to raise the epoch, and a page of an older epoch is kept as it was before it is changed. One
/// thread owns it; the thread of a snapshot reads through the <see cref="MemoryImage"/>.
/// </summary>
/// <remarks>The cells lie outside the collector's heap: whoever reads or changes them must have this object until he is done.</remarks>
internal sealed unsafe class PagedMemory
{
    /// <summary>Cells of a page: 4 KiB.</summary>
    public const int PageCells = 1 << PageBits;

    private const int PageBits = 9;

    // In the lowest number that is free, so that the numbers follow from what was done and not from when it was loaded.
    private readonly PriorityQueue<int, int> _free = new();
    private Chunk[] _chunks = [];
    private int _count, _saved;
    private int _epoch = 1;
    private MemoryImage? _image;

    /// <summary>An empty one.</summary>
    /// <param name="headerCells">Cells of <see cref="Header"/>.</param>
    public PagedMemory(int headerCells) => Header = new long[headerCells];

    /// <summary>A few cells for what is no page: counts, addresses. They are written with every snapshot.</summary>
    public long[] Header { get; }

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; }

    /// <summary>Chunks that there are or were.</summary>
    public int ChunkCount => _count;

    /// <summary>Chunks that there are.</summary>
    public int HeldChunks { get; private set; }

    /// <summary>Pages of a chunk of that many cells; the last one may be shorter.</summary>
    public static int PagesOf(int cells) => (cells + PageCells - 1) >> PageBits;

    /// <summary>The address of a cell.</summary>
    public static long Address(int chunk, int cell) => ((long)chunk << 32) | (uint)cell;

    /// <summary>Cells to be read.</summary>
    public ReadOnlySpan<long> Read(long address, int cells)
    {
        ref var chunk = ref _chunks[(int)(address >> 32)];
        return chunk.Holds((uint)address, cells) ? new(chunk.First + (uint)address, cells) : throw Outside(address);
    }

    /// <summary>Cells to be changed, all of them within one chunk. Every change goes through here.</summary>
    public Span<long> Change(long address, int cells)
    {
        ref var chunk = ref _chunks[(int)(address >> 32)];
        if (!chunk.Holds((uint)address, cells))
            throw Outside(address);
        int first = (int)address >> PageBits, last = ((int)address + cells - 1) >> PageBits;
        int[] epochs = chunk.Epochs;
        for (int page = first; page <= last; page++)
            if (epochs[page] != _epoch)
                Touch((int)(address >> 32), page);
        return new(chunk.First + (uint)address, cells);
    }

    /// <summary>Brings the line of a cell near; where there is no such cell, nothing.</summary>
    public void Approach(long address) => Prefetch.Line(in *(_chunks[(int)(address >> 32)].First + (uint)address));

    /// <summary>Whether that many cells lie at that address.</summary>
    public bool Holds(long address, long cells) =>
        address >= 0 && address >> 32 < _count && cells >= 0 && (uint)address + cells <= _chunks[(int)(address >> 32)].Length;

    /// <summary>Another chunk, all zero; returns its number.</summary>
    public int Add(int cells)
    {
        if (!_free.TryDequeue(out int chunk, out _))
        {
            if (_count == _chunks.Length)
                Array.Resize(ref _chunks, Math.Max(4, _count * 2));
            chunk = _count++;
        }
        Set(chunk, new NativeCells(cells));
        return chunk;
    }

    /// <summary>Gives a chunk back.</summary>
    public void Remove(int chunk)
    {
        var cells = _chunks[chunk].Cells;
        Set(chunk, NativeCells.None);
        _free.Enqueue(chunk, chunk);
        // Who may still be reading it has it until it is released.
        if (_image is not { IsReleased: false })
            cells.Dispose();
    }

    /// <summary>Gives all chunks back, and makes the header zero.</summary>
    public void Clear()
    {
        for (int chunk = 0; chunk < _count; chunk++)
            if (_chunks[chunk].Length > 0)
                Remove(chunk);
        Array.Clear(Header);
    }

    /// <summary>What the memory holds now, whatever is changed from here on.</summary>
    /// <param name="kept">Takes the pages that must be kept as they are.</param>
    /// <param name="isWhole">Whether everything counts as changed, whatever is on disk.</param>
    public MemoryImage Capture(KeptPages kept, bool isWhole)
    {
        if (_image is { IsReleased: false })
            throw new InvalidOperationException("Another image of this memory is still being read.");
        _image?.Free();
        _image = new MemoryImage([.. Header], _chunks.AsSpan(0, _count).ToArray(), _epoch++, isWhole ? 0 : _saved, kept);
        return _image;
    }

    /// <summary>That everything up to an image is on disk: the next image has changed only what was changed since.</summary>
    public void Saved(MemoryImage image) => _saved = image.Epoch;

    /// <summary>Makes the chunks of a memory that was saved, to be filled by <see cref="Load"/>. Before that, it must be empty.</summary>
    public void Lay(ReadOnlySpan<long> header, ReadOnlySpan<int> chunks)
    {
        if (header.Length != Header.Length)
            throw new InvalidDataException($"A part of the state has a header of {header.Length} cells, not of {Header.Length}.");
        header.CopyTo(Header);
        foreach (int cells in chunks)
            Add(cells);
        for (int chunk = 0; chunk < _count; chunk++)
            if (chunks[chunk] == 0)
                Remove(chunk);
        _saved = _epoch++;
    }

    /// <summary>A page to be filled with what was saved. Pages that were never changed are zero and not loaded. Any thread.</summary>
    public Span<long> Load(int chunk, int page)
    {
        ref var loaded = ref _chunks[chunk];
        loaded.Epochs[page] = _saved;
        int from = page << PageBits;
        return loaded.Cells.All.Slice(from, Math.Min(PageCells, loaded.Length - from));
    }

    private void Set(int number, NativeCells cells)
    {
        ref var chunk = ref _chunks[number];
        Bytes += ((long)cells.Length - chunk.Length) * sizeof(long);
        HeldChunks += (cells.Length > 0 ? 1 : 0) - (chunk.Length > 0 ? 1 : 0);
        chunk = new Chunk(cells, new int[PagesOf(cells.Length)], _epoch);
    }

    private void Touch(int chunk, int page)
    {
        ref int epoch = ref _chunks[chunk].Epochs[page];
        if (_image is { IsReleased: true } read)
        {
            read.Free();
            _image = null;
        }
        if (_image is not { } image)
        {
            epoch = _epoch;
            return;
        }
        image.Keep(chunk, page, epoch);
        Volatile.Write(ref epoch, _epoch);
        // Whoever sees one of the changes that follow sees the epoch as well.
        Interlocked.MemoryBarrier();
    }

    [SuppressMessage("Performance", "CA1822", Justification = "It belongs to the reading of this memory.")]
    private ArgumentOutOfRangeException Outside(long address) =>
        new(nameof(address), $"Cell {(uint)address} of chunk {address >> 32} is not there: the state is damaged.");
}

/// <summary>A chunk of a <see cref="PagedMemory"/>.</summary>
/// <param name="cells">Its cells.</param>
/// <param name="epochs">When each of its pages was last changed.</param>
/// <param name="added">The epoch in which it was added.</param>
internal readonly unsafe struct Chunk(NativeCells cells, int[] epochs, int added)
{
    public readonly long* First = cells.First;
    public readonly int Length = cells.Length;
    public readonly int Added = added;
    public readonly int[] Epochs = epochs;
    public readonly NativeCells Cells = cells;

    /// <summary>Whether that many cells, not fewer than none, lie there.</summary>
    public bool Holds(uint cell, int count) => count >= 0 && (ulong)cell + (uint)count <= (uint)Length;
}

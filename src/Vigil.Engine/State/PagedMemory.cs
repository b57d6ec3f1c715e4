namespace Vigil.Engine.State;

/// <summary>
/// Memory that a part of the state lives in: cells of 8 bytes in chunks, watched in pages of one size. A page knows the epoch in which it
/// was last changed; to begin a snapshot is to raise the epoch, and a page of an older epoch is kept as it was before it is changed. One
/// thread owns it; the thread of a snapshot reads through the <see cref="MemoryImage"/>.
/// </summary>
internal sealed class PagedMemory
{
    /// <summary>Cells of a page: 4 KiB.</summary>
    public const int PageCells = 1 << PageBits;

    private const int PageBits = 9;

    // In the lowest number that is free, so that the numbers follow from what was done and not from when it was loaded.
    private readonly PriorityQueue<int, int> _free = new();
    private long[][] _chunks = [];
    private int[][] _epochs = [];
    private int[] _added = [];
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
    public int HeldChunks => _count - _free.Count;

    /// <summary>Pages of a chunk of that many cells; the last one may be shorter.</summary>
    public static int PagesOf(int cells) => (cells + PageCells - 1) >> PageBits;

    /// <summary>The address of a cell.</summary>
    public static long Address(int chunk, int cell) => ((long)chunk << 32) | (uint)cell;

    /// <summary>Cells to be read.</summary>
    public ReadOnlySpan<long> Read(long address, int cells) => _chunks[(int)(address >> 32)].AsSpan((int)address, cells);

    /// <summary>Cells to be changed, all of them within one chunk. Every change goes through here.</summary>
    public Span<long> Change(long address, int cells)
    {
        int chunk = (int)(address >> 32), first = (int)address >> PageBits, last = ((int)address + cells - 1) >> PageBits;
        int[] epochs = _epochs[chunk];
        for (int page = first; page <= last; page++)
            if (epochs[page] != _epoch)
                Touch(chunk, page);
        return _chunks[chunk].AsSpan((int)address, cells);
    }

    /// <summary>Whether that many cells lie at that address.</summary>
    public bool Holds(long address, long cells) =>
        address >= 0 && address >> 32 < _count && cells >= 0 && (uint)address + cells <= _chunks[(int)(address >> 32)].Length;

    /// <summary>Another chunk, all zero; returns its number.</summary>
    public int Add(int cells)
    {
        if (_free.TryDequeue(out int chunk, out _))
        {
            Set(chunk, cells);
            return chunk;
        }
        if (_count == _chunks.Length)
        {
            int capacity = Math.Max(4, _count * 2);
            Array.Resize(ref _chunks, capacity);
            Array.Resize(ref _epochs, capacity);
            Array.Resize(ref _added, capacity);
        }
        Set(_count, cells);
        return _count++;
    }

    /// <summary>Gives a chunk back to the runtime.</summary>
    public void Remove(int chunk)
    {
        Set(chunk, 0);
        _free.Enqueue(chunk, chunk);
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
        _image = new MemoryImage(
            [.. Header], _chunks.AsSpan(0, _count).ToArray(), _epochs.AsSpan(0, _count).ToArray(), _added.AsSpan(0, _count).ToArray(),
            _epoch++, isWhole ? 0 : _saved, kept);
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
                _free.Enqueue(chunk, chunk);
        _saved = _epoch++;
    }

    /// <summary>A page to be filled with what was saved. Pages that were never changed are zero and not loaded. Any thread.</summary>
    public Span<long> Load(int chunk, int page)
    {
        _epochs[chunk][page] = _saved;
        int from = page << PageBits;
        return _chunks[chunk].AsSpan(from, Math.Min(PageCells, _chunks[chunk].Length - from));
    }

    private void Set(int chunk, int cells)
    {
        Bytes += ((long)cells - (_chunks[chunk]?.Length ?? 0)) * sizeof(long);
        (_chunks[chunk], _epochs[chunk], _added[chunk]) = (new long[cells], new int[PagesOf(cells)], _epoch);
    }

    private void Touch(int chunk, int page)
    {
        ref int epoch = ref _epochs[chunk][page];
        if (_image is not { IsReleased: false } image)
        {
            epoch = _epoch;
            return;
        }
        image.Keep(chunk, page, epoch);
        Volatile.Write(ref epoch, _epoch);
        // Whoever sees one of the changes that follow sees the epoch as well.
        Interlocked.MemoryBarrier();
    }
}

using System.Runtime.InteropServices;

namespace Vigil.Engine.State;

/// <summary>Writes pages one behind the other into a segment.</summary>
/// <param name="segment">Its number, at least 1.</param>
/// <param name="stream">Where to, from its current position on; stays open.</param>
/// <param name="first">The slot of the first page: pages of the file before it.</param>
public sealed class SegmentWriter(uint segment, Stream stream, uint first = 0)
{
    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = PagedMemory.PageCells * sizeof(long);

    private const uint FlushPages = 1024;

    private readonly uint _first = first;
    private uint _next = first;


    /// <summary>Pages written.</summary>
    public uint Count => _next - _first;

    /// <summary>Adds a page; a page that is all zero needs no place.</summary>
    internal PageEntry Add(ReadOnlySpan<long> page)
    {
        if (!page.ContainsAnyExcept(0))
            return default;
        stream.Write(MemoryMarshal.AsBytes(page));
        // Hundreds of megabytes that go to disk at one blow hold up whoever else waits for the disk.
        if (_next % FlushPages == 0)
            (stream as FileStream)?.Flush(flushToDisk: true);
        return new PageEntry(segment, _next++, PageEntry.CheckOf(page));
    }
}

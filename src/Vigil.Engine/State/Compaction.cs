using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vigil.Engine.State;

/// <summary>Moves pages out of segments of which most is no longer used.</summary>
public static class Compaction
{
    /// <summary>The segments of which less than half is used.</summary>
    /// <param name="manifest">What uses them.</param>
    /// <param name="pages">How many pages a segment has.</param>
    public static ImmutableHashSet<uint> Dead(StateManifest manifest, Func<uint, long> pages) =>
        [.. manifest.LivePages().Where(segment => segment.Value * 2L < pages(segment.Key)).Select(segment => segment.Key)];

    /// <summary>The same state, with no page in those segments.</summary>
    /// <exception cref="InvalidDataException">A page is damaged.</exception>
    public static StateManifest Move(
        StateManifest manifest, ImmutableHashSet<uint> segments, Func<uint, SafeFileHandle> open, SegmentWriter writer)
    {
        if (segments.IsEmpty)
            return manifest;
        return new StateManifest(manifest.Head, [.. manifest.Parts.Select(part => part with
        {
            Memories = [.. part.Memories.Select(memory => memory with
            {
                Pages = [.. memory.Pages.Select(page => segments.Contains(page.Segment) ? Move(page, open(page.Segment), writer) : page)],
            })],
        })]);
    }

    private static PageEntry Move(PageEntry page, SafeFileHandle from, SegmentWriter writer)
    {
        Span<long> cells = stackalloc long[PagedMemory.PageCells];
        RandomAccess.Read(from, MemoryMarshal.AsBytes(cells), page.Slot * (long)SegmentWriter.PageBytes);
        return PageEntry.CheckOf(cells) == page.Check ? writer.Add(cells)
            : throw new InvalidDataException($"Page {page.Slot} of the state's segment {page.Segment} is damaged.");
    }
}

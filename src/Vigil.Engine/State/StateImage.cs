using System.Collections.Immutable;

namespace Vigil.Engine.State;

/// <summary>
/// A state as it was at one moment, to be written by another thread while the state goes on. Until it is disposed, pages are kept before
/// they are changed.
/// </summary>
public sealed class StateImage : IDisposable
{
    private readonly KeptPages _kept = new();
    private readonly ImmutableArray<(StatePart Part, ImmutableArray<MemoryImage> Memories)> _parts;

    /// <summary>On the thread that owns the parts: takes the image. In proportion to the count of chunks, not to what is in them.</summary>
    internal StateImage(StateHead head, StateManifest? previous, IEnumerable<StatePart> parts)
    {
        (Head, Previous) = (head, previous);
        _parts = [.. parts.Select(part =>
            (part, part.Memories.Select(memory => memory.Capture(_kept, isWhole: previous is null)).ToImmutableArray()))];
    }

    /// <summary>The state's place in the journal.</summary>
    public StateHead Head { get; }

    /// <summary>What was saved of the state before, to which this writes only the changes; null when nothing was.</summary>
    public StateManifest? Previous { get; }

    /// <summary>Pages that have been kept because the state went on.</summary>
    public int KeptPages => _kept.Count;

    /// <summary>Writes the pages that have changed since <see cref="Previous"/>.</summary>
    /// <param name="segment">Where they go.</param>
    /// <param name="cancellation">Stops it.</param>
    public StateManifest Write(SegmentWriter segment, CancellationToken cancellation = default)
    {
        var before = Previous?.Parts.ToDictionary(part => part.Name) ?? [];
        return new StateManifest(Head, [.. _parts.Select(p => new SavedPart(p.Part.Name, p.Part.Version, p.Part.Content,
        [
            .. p.Memories.Select((memory, i) => Write(memory, before.GetValueOrDefault(p.Part.Name)?.Memories[i], segment, cancellation)),
        ]))]);
    }

    /// <summary>That it is on disk: the next image has only what changes from here on.</summary>
    internal void Saved()
    {
        foreach (var (part, images) in _parts)
            foreach (var (memory, image) in part.Memories.Zip(images))
                memory.Saved(image);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var image in _parts.SelectMany(part => part.Memories))
            image.Release();
    }

    private static SavedMemory Write(
        MemoryImage image, SavedMemory? before, SegmentWriter segment, CancellationToken cancellation)
    {
        Span<long> copy = stackalloc long[PagedMemory.PageCells];
        int[] chunks = [.. Enumerable.Range(0, image.ChunkCount).Select(image.Length)];
        var pages = new PageEntry[chunks.Sum(PagedMemory.PagesOf)];
        for (int chunk = 0, at = 0, old = 0; chunk < chunks.Length; chunk++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int page = 0; page < PagedMemory.PagesOf(chunks[chunk]); page++, at++)
                if (image.TryRead(chunk, page, copy))
                    pages[at] = segment.Add(copy);
                else if (!image.IsNew(chunk))
                    pages[at] = before!.Pages[old + page];
            old += before is not null && chunk < before.Chunks.Length ? PagedMemory.PagesOf(before.Chunks[chunk]) : 0;
        }
        return new SavedMemory([.. image.Header], chunks, pages);
    }
}

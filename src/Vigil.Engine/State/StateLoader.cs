using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vigil.Engine.State;

/// <summary>Reads the pages of a saved state, on all cores.</summary>
/// <param name="open">A file with pages, by its number; from any thread.</param>
public sealed class StateLoader(Func<uint, SafeFileHandle> open)
{
    private const int RunPages = 64;

    /// <summary>Fills the parts, which are new and empty.</summary>
    /// <exception cref="InvalidDataException">A part is not there, is of another kind, or one of its pages is damaged.</exception>
    internal void Load(StateManifest manifest, IReadOnlyCollection<StatePart> parts)
    {
        var saved = manifest.Parts.ToDictionary(part => part.Name);
        var runs = new List<PageRun>();
        foreach (var part in parts)
            runs.AddRange(Lay(part, saved.GetValueOrDefault(part.Name)));
        Each(runs, Read);
        Each(parts, part => part.Rebuild(saved[part.Name].Version));
        // Their memories are outside the collector's heap.
        GC.KeepAlive(parts);
    }

    /// <summary>Reads every page and forgets it.</summary>
    /// <exception cref="InvalidDataException">A page is damaged.</exception>
    public void Check(StateManifest manifest)
    {
        foreach (var part in manifest.Parts)
        {
            var empty = new StatePart(part.Name, part.Version, part.Content,
                [.. part.Memories.Select(memory => new PagedMemory(memory.Header.Length))], _ => { });
            Each(Lay(empty, part), Read);
        }
    }

    private static List<PageRun> Lay(StatePart part, SavedPart? saved)
    {
        if (saved is null || saved.Version < part.Oldest || saved.Version > part.Version || saved.Content != part.Content
            || saved.Memories.Length != part.Memories.Length)
            throw new InvalidDataException($"The part '{part.Name}' of the state belongs to other features than this stream has: start "
                + "without it, or use the stream that it was written with.");
        var runs = new List<PageRun>();
        foreach (var (memory, from) in part.Memories.Zip(saved.Memories))
        {
            memory.Lay(from.Header, from.Chunks);
            runs.AddRange(Runs(part.Name, memory, from));
        }
        return runs;
    }

    // Neighbours that are neighbours on disk as well are read at one go.
    private static IEnumerable<PageRun> Runs(string part, PagedMemory memory, SavedMemory saved)
    {
        for (int chunk = 0, first = 0; chunk < saved.Chunks.Length; chunk++)
        {
            int count = PagedMemory.PagesOf(saved.Chunks[chunk]);
            if (first + count > saved.Pages.Length)
                throw new InvalidDataException($"The part '{part}' of the state has fewer pages than its chunks need.");
            for (int page = 0, length; page < count; page += length)
            {
                var entry = saved.Pages[first + page];
                length = 1;
                while (length < RunPages && page + length < count && saved.Pages[first + page + length] is var next
                    && next.Segment == entry.Segment && next.Slot == entry.Slot + length)
                    length++;
                if (entry.Segment != 0)
                    yield return new PageRun(part, memory, chunk, page, saved.Pages.AsMemory(first + page, length));
            }
            first += count;
        }
    }

    private void Read(PageRun run)
    {
        Span<long> cells = stackalloc long[PagedMemory.PageCells];
        byte[] bytes = new byte[run.Pages.Length * SegmentWriter.PageBytes];
        var first = run.Pages.Span[0];
        int read = RandomAccess.Read(open(first.Segment), bytes, first.Slot * (long)SegmentWriter.PageBytes);
        for (int i = 0; i < run.Pages.Length; i++)
        {
            if ((i + 1) * SegmentWriter.PageBytes <= read)
                MemoryMarshal.Cast<byte, long>(bytes.AsSpan(i * SegmentWriter.PageBytes, SegmentWriter.PageBytes)).CopyTo(cells);
            if ((i + 1) * SegmentWriter.PageBytes > read || PageEntry.CheckOf(cells) != run.Pages.Span[i].Check)
                throw new InvalidDataException($"Page {first.Slot + i} of the state's segment {first.Segment} is damaged; it belongs to "
                    + $"the part '{run.Part}'.");
            var page = run.Memory.Load(run.Chunk, run.Page + i);
            cells[..page.Length].CopyTo(page);
        }
    }

    private static void Each<T>(IEnumerable<T> items, Action<T> act)
    {
        try
        {
            Parallel.ForEach(items, act);
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private readonly record struct PageRun(string Part, PagedMemory Memory, int Chunk, int Page, Memory<PageEntry> Pages);
}

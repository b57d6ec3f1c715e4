using System.Collections.Immutable;
using Vigil.Detection.Persistence;

namespace Vigil.Engine.State;

/// <summary>What a saved state consists of: its parts, and of every page of theirs in which segment it is. Immutable.</summary>
public sealed class StateManifest
{
    internal StateManifest(StateHead head, ImmutableArray<SavedPart> parts) => (Head, Parts) = (head, parts);

    /// <summary>The state's place in the journal.</summary>
    public StateHead Head { get; }

    /// <summary>The segments that its pages are in.</summary>
    public IEnumerable<uint> Segments => LivePages().Keys;

    internal ImmutableArray<SavedPart> Parts { get; }

    /// <summary>Reads one that <see cref="Encode"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hasDefinitions">Whether it names definitions: not before they were entries of the journal.</param>
    /// <exception cref="InvalidDataException">The bytes are no manifest.</exception>
    public static StateManifest Decode(ReadOnlyMemory<byte> bytes, bool hasDefinitions = true)
    {
        var reader = new ModelReader(bytes);
        var head = new StateHead(
            reader.ReadInt64(), reader.ReadInt64(), [.. List(reader, () => Stream(reader, hasDefinitions))]);
        return new StateManifest(head, [.. List(reader, () => Part(reader))]);
    }

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> Encode()
    {
        var writer = new ModelWriter();
        writer.Write(Head.Sequence);
        writer.Write(Head.Received);
        writer.Write(Head.Streams.Length);
        foreach (var (stream, model, definition, since, isApplied) in Head.Streams)
        {
            writer.Write(stream);
            writer.Write(model);
            writer.Write(definition);
            writer.Write(since);
            writer.Write(isApplied ? 1 : 0);
        }
        writer.Write(Parts.Length);
        foreach (var part in Parts)
            part.Write(writer);
        return writer.Written;
    }

    /// <summary>How many pages of each segment it uses.</summary>
    internal Dictionary<uint, int> LivePages()
    {
        var live = new Dictionary<uint, int>();
        foreach (var page in Parts.SelectMany(part => part.Memories).SelectMany(memory => memory.Pages))
            if (page.Segment != 0)
                live[page.Segment] = live.GetValueOrDefault(page.Segment) + 1;
        return live;
    }

    private static StreamHead Stream(ModelReader reader, bool hasDefinitions)
    {
        var head = new StreamHead(reader.ReadString(), reader.ReadString(), "", 0, IsApplied: false);
        return hasDefinitions
            ? head with { Definition = reader.ReadString(), Since = reader.ReadInt64(), IsApplied = reader.ReadInt32() != 0 } : head;
    }

    private static SavedPart Part(ModelReader reader) => new(
        reader.ReadString(), reader.ReadInt32(), reader.ReadString(),
        [.. List(reader, () => new SavedMemory(reader.ReadArray<long>(), reader.ReadArray<int>(), reader.ReadArray<PageEntry>()))]);

    private static List<T> List<T>(ModelReader reader, Func<T> read)
    {
        var items = new List<T>();
        for (int count = reader.ReadInt32(); items.Count < count;)
            items.Add(read());
        return items;
    }
}

/// <summary>The place of a state in the journal.</summary>
/// <param name="Sequence">The last entry that is in it.</param>
/// <param name="Received">When that entry was taken in; see <see cref="Journal.JournalEntry.Received"/>.</param>
/// <param name="Streams">The streams that there are.</param>
public sealed record StateHead(long Sequence, long Received, ImmutableArray<StreamHead> Streams);

/// <summary>What a stream is served with.</summary>
/// <param name="Stream">Its name.</param>
/// <param name="Model">The version of its champion; empty when it has none yet.</param>
/// <param name="Definition">The version of its definition; empty where it is the stream file in the champion.</param>
/// <param name="Since">When that definition came, in microseconds since 1970-01-01T00:00:00Z; 0 where that is not known.</param>
/// <param name="IsApplied">Whether it was applied, rather than promoted with a model.</param>
public readonly record struct StreamHead(string Stream, string Model, string Definition, long Since, bool IsApplied);

/// <summary>A part of a state that was saved; see <see cref="StatePart"/>.</summary>
internal sealed record SavedPart(string Name, int Version, string Content, ImmutableArray<SavedMemory> Memories)
{
    public void Write(ModelWriter writer)
    {
        writer.Write(Name);
        writer.Write(Version);
        writer.Write(Content);
        writer.Write(Memories.Length);
        foreach (var memory in Memories)
        {
            writer.WriteArray<long>(memory.Header);
            writer.WriteArray<int>(memory.Chunks);
            writer.WriteArray<PageEntry>(memory.Pages);
        }
    }
}

/// <summary>A memory that was saved.</summary>
/// <param name="Header">See <see cref="PagedMemory.Header"/>.</param>
/// <param name="Chunks">Cells of each chunk.</param>
/// <param name="Pages">The pages, chunk by chunk.</param>
internal sealed record SavedMemory(long[] Header, int[] Chunks, PageEntry[] Pages);

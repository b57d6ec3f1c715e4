using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>One row of 8-byte cells for each entity of a key, in pages so that growth never copies; a new row is all zero.</summary>
internal sealed class EntityRows(int cells)
{
    private const int PageRows = 512;

    private readonly List<long[]> _pages = [];

    /// <summary>Bytes held.</summary>
    public long Bytes => (long)_pages.Count * PageRows * cells * sizeof(long);

    public Span<long> this[int entity]
    {
        get
        {
            int page = entity / PageRows;
            while (page >= _pages.Count)
                _pages.Add(new long[PageRows * cells]);
            return _pages[page].AsSpan(entity % PageRows * cells, cells);
        }
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(_pages.Count);
        foreach (var page in _pages)
            writer.WriteArray<long>(page);
    }

    public void Read(ModelReader reader)
    {
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
            _pages.Add(reader.ReadArray<long>() is var page && page.Length == PageRows * cells
                ? page
                : throw new InvalidDataException("The state was written for other features than this stream has."));
    }
}

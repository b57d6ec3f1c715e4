using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>One row of 8-byte cells for each entity of a key, in pages so that growth never copies; a new row is all zero.</summary>
internal sealed class EntityRows(int cells)
{
    private const int PageRows = 512;

    private long[][] _pages = [];
    private int _count;

    /// <summary>Bytes held.</summary>
    public long Bytes => (long)_count * PageRows * cells * sizeof(long);

    /// <summary>Rows that exist, used or not.</summary>
    public int Count => _count * PageRows;

    public Span<long> this[int entity]
    {
        get
        {
            int page = (int)((uint)entity / PageRows);
            while (page >= _count)
                Add(new long[PageRows * cells]);
            return _pages[page].AsSpan((int)((uint)entity % PageRows) * cells, cells);
        }
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(_count);
        foreach (var page in _pages.AsSpan(0, _count))
            writer.WriteArray<long>(page);
    }

    /// <exception cref="InvalidDataException">The rows have other cells.</exception>
    public void Read(ModelReader reader)
    {
        (_pages, _count) = ([], 0);
        for (int left = reader.ReadInt32(); left > 0; left--)
            Add(reader.ReadArray<long>() is var page && page.Length == PageRows * cells
                ? page
                : throw new InvalidDataException("The state was written for other features than this stream has."));
    }

    private void Add(long[] page)
    {
        if (_count == _pages.Length)
            Array.Resize(ref _pages, Math.Max(8, _count * 2));
        _pages[_count++] = page;
    }
}

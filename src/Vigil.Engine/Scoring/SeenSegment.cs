using Vigil.Engine.Features;
using Vigil.Engine.State;

namespace Vigil.Engine.Scoring;

/// <summary>Identifiers that came one after the other, in that order.</summary>
internal sealed class SeenSegment
{
    private const int UsedCell = 0, FirstCell = 1;

    private readonly Rows _ids = new(cells: 2, headerCells: 2);
    private HashIndex _index = new();

    /// <summary>Where it lives.</summary>
    public PagedMemory Memory => _ids.Memory;

    /// <summary>Identifiers in it.</summary>
    public int Count => _index.Count;

    /// <summary>Bytes held.</summary>
    public long Bytes => Memory.Bytes + _index.Bytes;

    /// <summary>When the first one came.</summary>
    public long First => Memory.Header[FirstCell];

    public bool Contains(UInt128 id)
    {
        if (Count == 0)
            return false;
        var (high, low) = Halves(id);
        uint hash = Hash(low);
        for (var link = _index.First(hash); !link.IsEnd; link = _index.Next(link, hash))
            if (_ids[link.Entry] is var row && row[0] == low && row[1] == high)
                return true;
        return false;
    }

    /// <summary>Brings near where an identifier is looked for.</summary>
    public void Approach(UInt128 id)
    {
        if (Count > 0)
            _index.Approach(Hash(Halves(id).Low));
    }

    /// <summary>After that: brings near what is found there.</summary>
    public void ApproachRow(UInt128 id)
    {
        if (Count > 0 && _index.Likely(Hash(Halves(id).Low)) is var row and >= 0)
            _ids.Approach(row);
    }

    public void Add(UInt128 id, long received)
    {
        if (Count == 0)
            Memory.Header[FirstCell] = received;
        var row = _ids.Change((int)Memory.Header[UsedCell]++);
        (row[1], row[0]) = Halves(id);
        _index.Add(Hash(row[0]));
    }

    public void Clear()
    {
        Memory.Clear();
        _index = new HashIndex();
    }

    /// <summary>After the memory was filled with what was saved.</summary>
    public void Rebuild() => _index = HashIndex.Of(_ids, Hash, "identifiers");

    // Keyed anew in each process: nobody can choose identifiers that meet in one place.
    private static uint Hash(long low) => Mixing.Keyed((ulong)low);

    private static (long High, long Low) Halves(UInt128 id) => ((long)(ulong)(id >> 64), (long)(ulong)id);
}

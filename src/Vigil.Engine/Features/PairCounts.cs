using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>How often an entity has been seen with a text: a map from (entity, symbol) to a count, without an object each.</summary>
internal sealed class PairCounts
{
    // A row is the pair and its count, in the order of appearance; the header counts the rows.
    private readonly Rows _pairs = new(cells: 2);
    private HashIndex _index = new();
    private readonly uint[] _hashes = new uint[FeaturePipeline.GroupLength];

    /// <summary>Where it lives.</summary>
    public PagedMemory Memory => _pairs.Memory;

    /// <summary>Bytes held.</summary>
    public long Bytes => Memory.Bytes + _index.Bytes;

    /// <summary>Counts one more occurrence and returns how many there were before.</summary>
    public int Increment(int entity, int symbol)
    {
        ref long count = ref Count(Pair(entity, symbol));
        return count == int.MaxValue ? int.MaxValue : (int)count++;
    }

    /// <summary>Says how many occurrences there were.</summary>
    public void Set(int entity, int symbol, int count) => Count(Pair(entity, symbol)) = count;

    /// <summary>Brings near where the pair of an event is looked for.</summary>
    public void Approach(int place, int entity, int symbol) => _index.Approach(_hashes[place] = Hash(Pair(entity, symbol)));

    /// <summary>After that: brings near the row that is looked at first.</summary>
    public void ApproachPair(int place)
    {
        if (_index.Likely(_hashes[place]) is var row and >= 0)
            _pairs.Approach(row);
    }

    /// <summary>Finds the pairs again after the memory was filled with what was saved.</summary>
    /// <exception cref="InvalidDataException">Rows are missing.</exception>
    public void Rebuild() => _index = HashIndex.Of(_pairs, Hash, "counts of pairs");

    // The pair's count, to be changed.
    private ref long Count(long pair)
    {
        uint hash = Hash(pair);
        int row = Find(pair, hash);
        if (row < 0)
            row = Add(pair, hash);
        return ref _pairs.Change(row)[1];
    }

    private int Add(long pair, uint hash)
    {
        if (_index.Count == int.MaxValue)
            throw new InvalidOperationException(
                $"More than {_index.Count:n0} pairs of an entity and a text: leave out rarity or first_seen of this field.");
        _index.Add(hash);
        int row = (int)Memory.Header[0]++;
        _pairs.Change(row)[0] = pair;
        return row;
    }

    private int Find(long pair, uint hash)
    {
        var link = _index.First(hash);
        while (!link.IsEnd && _pairs[link.Entry][0] != pair)
            link = _index.Next(link, hash);
        return link.Entry;
    }

    private static long Pair(int entity, int symbol) => ((long)entity << 32) | (uint)symbol;

    private static uint Hash(long pair) => (uint)(Mixing.Mix((ulong)pair + 1) >> 32);
}

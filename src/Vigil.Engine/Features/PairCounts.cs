using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>How often an entity has been seen with a text: a hash map from (entity, symbol) to a count, without an object per pair.</summary>
internal sealed class PairCounts
{
    // A pair is entity << 32 | symbol, plus one so that zero means an empty place.
    private ulong[] _pairs = new ulong[64];
    private int[] _counts = new int[64];
    private int _used;

    /// <summary>Counts one more occurrence and returns how many there were before.</summary>
    public int Increment(int entity, int symbol)
    {
        int place = Find(((ulong)(uint)entity << 32 | (uint)symbol) + 1);
        int before = _counts[place];
        _counts[place] = before + 1;
        if (before == 0 && ++_used * 2 > _pairs.Length)
            Grow();
        return before;
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(_used);
        writer.WriteArray<ulong>(_pairs);
        writer.WriteArray<int>(_counts);
    }

    public static PairCounts Read(ModelReader reader) =>
        new() { _used = reader.ReadInt32(), _pairs = reader.ReadArray<ulong>(), _counts = reader.ReadArray<int>() };

    private int Find(ulong pair)
    {
        int mask = _pairs.Length - 1;
        int place = (int)((pair * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (_pairs[place] != pair && _pairs[place] != 0)
            place = (place + 1) & mask;
        _pairs[place] = pair;
        return place;
    }

    private void Grow()
    {
        var (pairs, counts) = (_pairs, _counts);
        _pairs = new ulong[pairs.Length * 2];
        _counts = new int[pairs.Length * 2];
        for (int i = 0; i < pairs.Length; i++)
            if (pairs[i] != 0)
                _counts[Find(pairs[i])] = counts[i];
    }
}

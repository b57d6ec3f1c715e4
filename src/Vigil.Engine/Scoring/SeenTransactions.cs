using Vigil.Detection.Persistence;

namespace Vigil.Engine.Scoring;

/// <summary>The identifiers of all transactions seen, as 128-bit hashes: 16 bytes each in a table that is at most half full.</summary>
internal sealed class SeenTransactions
{
    private UInt128[] _hashes = new UInt128[64];

    public int Count { get; private set; }

    /// <summary>Remembers an identifier; false when it was seen before.</summary>
    public bool Add(ReadOnlySpan<byte> id)
    {
        UInt128 hash = IdHash.Of(id);
        int place = Find(hash);
        if (_hashes[place] == hash)
            return false;
        _hashes[place] = hash;
        if (++Count * 2 > _hashes.Length)
            Grow();
        return true;
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(Count);
        writer.WriteArray<UInt128>(_hashes);
    }

    public void Read(ModelReader reader) => (Count, _hashes) = (reader.ReadInt32(), reader.ReadArray<UInt128>());

    private int Find(UInt128 hash)
    {
        int mask = _hashes.Length - 1, place = (int)(ulong)hash & mask;
        while (_hashes[place] != 0 && _hashes[place] != hash)
            place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        var hashes = _hashes;
        _hashes = new UInt128[hashes.Length * 2];
        foreach (var hash in hashes)
            if (hash != 0)
                _hashes[Find(hash)] = hash;
    }
}

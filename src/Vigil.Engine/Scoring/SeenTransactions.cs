using Vigil.Detection.Persistence;
using Vigil.Engine.State;

namespace Vigil.Engine.Scoring;

/// <summary>The identifiers of all transactions seen, as 128-bit hashes.</summary>
internal sealed class SeenTransactions
{
    private const int Layout = 1, Sequence = 0, Used = 1;

    private readonly Rows _hashes = new(cells: 2, headerCells: 2);
    private HashIndex _index = new();

    public int Count => _index.Count;

    /// <summary>The place of the last accepted transaction in the journal.</summary>
    public ref long LastSequence => ref _hashes.Memory.Header[Sequence];

    /// <summary>Its state.</summary>
    public StatePart Part => new("seen", Layout, "", [_hashes.Memory], Rebuild);

    /// <summary>Remembers an identifier; false when it was seen before.</summary>
    public bool Add(ReadOnlySpan<byte> id) => Add(IdHash.Of(id));

    private bool Add(UInt128 hash)
    {
        var (high, low) = ((long)(ulong)(hash >> 64), (long)(ulong)hash);
        for (var link = _index.First((uint)low); !link.IsEnd; link = _index.Next(link, (uint)low))
            if (_hashes[link.Entry] is var row && row[0] == low && row[1] == high)
                return false;
        var added = _hashes.Change((int)_hashes.Memory.Header[Used]++);
        (added[0], added[1]) = (low, high);
        _index.Add((uint)low);
        return true;
    }

    /// <summary>Reads a state of the time before pages.</summary>
    public void ReadEarlier(ModelReader reader)
    {
        _ = reader.ReadInt32();
        foreach (var hash in reader.ReadArray<UInt128>())
            if (hash != 0)
                Add(hash);
    }

    private void Rebuild()
    {
        _index = new HashIndex();
        long used = _hashes.Memory.Header[Used];
        if (used < 0 || used > _hashes.Count)
            throw new InvalidDataException("The state's identifiers are damaged.");
        for (int row = 0; row < used; row++)
            _index.Add((uint)_hashes[row][0]);
    }
}

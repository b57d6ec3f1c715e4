using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>How often an entity has been seen with a text: a hash map from (entity, symbol) to a count, without an object each.</summary>
internal sealed class PairCounts
{
    private const int FirstLength = 64;

    private Pair[] _pairs = new Pair[FirstLength];
    private int _used;

    /// <summary>Bytes held.</summary>
    public long Bytes => (long)_pairs.Length * Pair.Size;

    /// <summary>Counts one more occurrence and returns how many there were before.</summary>
    public int Increment(int entity, int symbol)
    {
        ref var pair = ref Find(_pairs, entity, symbol);
        int before = pair.Count;
        if (before == int.MaxValue)
            return before;
        pair = new Pair(entity, symbol, before + 1);
        if (before == 0 && ++_used * 3L > _pairs.Length * 2L)
            Grow();
        return before;
    }

    /// <summary>Reads where the pair is looked for; see <see cref="EntityWindows.ReadAhead"/>.</summary>
    public long ReadAhead(int entity, int symbol) => _pairs[Home(entity, symbol) & (_pairs.Length - 1)].Count;

    public void Write(ModelWriter writer)
    {
        writer.Write(_used);
        writer.WriteArray<Pair>(_pairs);
    }

    /// <exception cref="InvalidDataException">The bytes are not such a map.</exception>
    public static PairCounts Read(ModelReader reader)
    {
        int used = reader.ReadInt32();
        var pairs = reader.ReadArray<Pair>();
        bool isSound = pairs.Length >= FirstLength && int.IsPow2(pairs.Length) && used * 3L <= pairs.Length * 2L
            && pairs.Count(p => p.Count != 0) == used && !pairs.Any(p => p.Count < 0);
        return isSound
            ? new PairCounts { _used = used, _pairs = pairs }
            : throw new InvalidDataException("The state's counts of pairs are damaged.");
    }

    private static int Home(int entity, int symbol) => (int)Mixing.Mix((((ulong)(uint)entity << 32) | (uint)symbol) + 1);

    // The pair's place, or the empty one where it belongs.
    private static ref Pair Find(Pair[] pairs, int entity, int symbol)
    {
        int mask = pairs.Length - 1;
        int place = Home(entity, symbol) & mask;
        while (pairs[place].Count != 0 && (pairs[place].Symbol != symbol || pairs[place].Entity != entity))
            place = (place + 1) & mask;
        return ref pairs[place];
    }

    private void Grow()
    {
        if (_pairs.Length == 1 << 30)
            throw new InvalidOperationException(
                $"More than {_used:n0} pairs of an entity and a text: leave out rarity or first_seen of this field.");
        var grown = new Pair[_pairs.Length * 2];
        foreach (var pair in _pairs)
            if (pair.Count != 0)
                Find(grown, pair.Entity, pair.Symbol) = pair;
        _pairs = grown;
    }

    // A count of zero means an empty place.
    private readonly record struct Pair(int Entity, int Symbol, int Count)
    {
        public const int Size = 12;
    }
}

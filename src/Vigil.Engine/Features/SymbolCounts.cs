using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>A small multiset of symbols that knows how many are different: open addressing, linear probing, backward-shift removal.</summary>
internal sealed class SymbolCounts
{
    // A symbol is kept plus one so that zero means an empty place.
    private int[] _symbols = new int[8];
    private int[] _counts = new int[8];

    /// <summary>How many different symbols are in it.</summary>
    public int Distinct { get; private set; }

    public void Add(int symbol)
    {
        int place = Find(symbol + 1);
        if (_counts[place]++ > 0)
            return;
        _symbols[place] = symbol + 1;
        if (++Distinct * 2 > _symbols.Length)
            Grow();
    }

    /// <summary>Removes one occurrence of a symbol that is there.</summary>
    public void Remove(int symbol)
    {
        int place = Find(symbol + 1);
        if (--_counts[place] > 0)
            return;
        Distinct--;
        CloseGap(place);
    }

    public bool Contains(int symbol) => _counts[Find(symbol + 1)] > 0;

    public void Write(ModelWriter writer)
    {
        writer.Write(Distinct);
        writer.WriteArray<int>(_symbols);
        writer.WriteArray<int>(_counts);
    }

    public static SymbolCounts Read(ModelReader reader) =>
        new() { Distinct = reader.ReadInt32(), _symbols = reader.ReadArray<int>(), _counts = reader.ReadArray<int>() };

    private int Home(int symbol) => (int)(((uint)symbol * 0x9E3779B9u) >> 7) & (_symbols.Length - 1);

    private int Find(int symbol)
    {
        int place = Home(symbol);
        while (_symbols[place] != symbol && _symbols[place] != 0)
            place = (place + 1) & (_symbols.Length - 1);
        return place;
    }

    private void CloseGap(int gap)
    {
        int mask = _symbols.Length - 1;
        for (int place = (gap + 1) & mask; _symbols[place] != 0; place = (place + 1) & mask)
            if (((place - Home(_symbols[place])) & mask) >= ((place - gap) & mask))
            {
                (_symbols[gap], _counts[gap]) = (_symbols[place], _counts[place]);
                gap = place;
            }
        (_symbols[gap], _counts[gap]) = (0, 0);
    }

    private void Grow()
    {
        var (symbols, counts) = (_symbols, _counts);
        _symbols = new int[symbols.Length * 2];
        _counts = new int[symbols.Length * 2];
        for (int i = 0; i < symbols.Length; i++)
            if (symbols[i] != 0)
            {
                int place = Find(symbols[i]);
                (_symbols[place], _counts[place]) = (symbols[i], counts[i]);
            }
    }
}

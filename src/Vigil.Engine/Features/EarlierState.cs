using Vigil.Detection.Persistence;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// Reads the state as it was saved before it lived in pages (layout 3, and that of the first release), for stores and state files of that
/// time. What windows keep in order was not saved then; the windows fill it from their rings.
/// </summary>
internal static class EarlierState
{
    private const int ChunkRows = 512, Sizes = 62;

    public static void Read(ModelReader reader, SymbolTable table)
    {
        int count = reader.ReadInt32();
        for (int symbol = 0; symbol < count; symbol++)
            if (table.Intern(reader.ReadArray<byte>()) != symbol)
                throw new InvalidDataException($"The state's symbol table is damaged: text {symbol} is there twice.");
    }

    /// <summary>Rows that had that many cells; the ones that are new lie behind them.</summary>
    public static void Read(ModelReader reader, Rows rows, int cells)
    {
        int pages = reader.ReadInt32();
        for (int page = 0; page < pages; page++)
        {
            long[] read = reader.ReadArray<long>();
            if (read.Length != ChunkRows * cells)
                throw new InvalidDataException("The state was written for other features than this stream has.");
            for (int row = 0; row < ChunkRows; row++)
                if (read.AsSpan(row * cells, cells) is var from && from.ContainsAnyExcept(0))
                    from.CopyTo(rows.Change(page * ChunkRows + row));
        }
    }

    public static void Read(ModelReader reader, Slab slab)
    {
        var (memory, header) = (slab.Memory, slab.Memory.Header);
        (header[0], header[1]) = (reader.ReadInt32() + 1, reader.ReadInt32());
        var gone = new List<int>();
        for (int left = reader.ReadInt32(); left > 0; left--)
            if (reader.ReadArray<long>() is { Length: > 0 } page)
                page.CopyTo(memory.Change(PagedMemory.Address(memory.Add(page.Length), 0), page.Length));
            else
                gone.Add(memory.Add(0));
        for (int size = 0; size < Sizes; size++)
            foreach (long address in reader.ReadArray<long>())
            {
                if (!slab.Holds(address, 1))
                    throw new InvalidDataException("The state's memory pages are damaged.");
                memory.Change(address, 1)[0] = header[2 + size];
                header[2 + size] = address + 1;
            }
        _ = reader.ReadArray<int>();
        foreach (int chunk in gone)
            memory.Remove(chunk);
    }

    public static void Read(ModelReader reader, PairCounts pairs)
    {
        _ = reader.ReadInt32();
        foreach (var pair in reader.ReadArray<Pair>())
            if (pair.Count > 0)
                pairs.Set(pair.Entity, pair.Symbol, pair.Count);
    }

    private readonly record struct Pair(int Entity, int Symbol, int Count);
}

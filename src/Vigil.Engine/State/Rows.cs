namespace Vigil.Engine.State;

/// <summary>Rows of 8-byte cells by number, in chunks so that growth never copies; a new row is all zero.</summary>
/// <param name="cells">Cells of a row.</param>
/// <param name="headerCells">Cells of the memory's header.</param>
internal sealed class Rows(int cells, int headerCells = 1)
{
    private const int ChunkRows = 512;

    /// <summary>Where they live.</summary>
    public PagedMemory Memory { get; } = new(headerCells);

    /// <summary>Rows that exist, used or not.</summary>
    public int Count => Memory.HeldChunks * ChunkRows;

    /// <summary>A row that exists, to be read.</summary>
    public ReadOnlySpan<long> this[int row] => Memory.Read(Address(row), cells);

    /// <summary>A row to be changed; it is made if it is not there.</summary>
    public Span<long> Change(int row)
    {
        Reach(row);
        return Memory.Change(Address(row), cells);
    }

    /// <summary>Brings a row near; it is made if it is not there.</summary>
    public void Approach(int row)
    {
        Reach(row);
        Prefetch.Lines(this[row]);
    }

    private void Reach(int row)
    {
        while (row >= Count)
            Memory.Add(ChunkRows * cells);
    }

    private long Address(int row) => PagedMemory.Address((int)((uint)row / ChunkRows), (int)((uint)row % ChunkRows) * cells);
}

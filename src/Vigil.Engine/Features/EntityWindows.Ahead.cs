namespace Vigil.Engine.Features;

/// <summary>Reading ahead: touches the cache lines that an entity's next event will need. What it returns means nothing.</summary>
internal sealed partial class EntityWindows
{
    private const int LineCells = 8;

    public static long ReadRow(ReadOnlySpan<long> row)
    {
        long read = 0;
        for (int cell = 0; cell < row.Length; cell += LineCells)
            read += row[cell];
        return read;
    }

    public long ReadAhead(ReadOnlySpan<long> row)
    {
        long read = row[KeyPlan.Capacity] == 0 ? 0 : ReadEvents(row);
        foreach (ref readonly var history in plan.Histories.AsSpan())
            read += History.ReadAhead(_slab, row.Slice(history.Cell, History.RowCells), history.Last);
        return plan.RecurrenceCell < 0 ? read
            : read + UnusualSizes.ReadAhead(_slab, row.Slice(plan.RecurrenceCell, UnusualSizes.RowCells));
    }

    private long ReadEvents(ReadOnlySpan<long> row)
    {
        var ring = RingOf(row);
        long read = ring.Time(row[KeyPlan.Next]);
        foreach (var window in _windows)
        {
            read += ring.Time(row[window.Cell]) + ring.Time(row[window.Cell + 1]);
            foreach (ref readonly var distinct in window.Distinct.AsSpan())
                read += SymbolCounts.ReadAhead(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells));
        }
        return read;
    }
}

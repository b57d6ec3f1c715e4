using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// Brings near what an entity's next event will need, in three steps, each of which reads what the one before it asked for.
/// </summary>
internal sealed partial class EntityWindows
{
    private const int LineCells = 8;

    /// <summary>The entity's row; made if it is not there.</summary>
    public void Approach(int entity) => _rows.Approach(entity);

    /// <summary>After that: the ends of its ring and of its windows, and its histories.</summary>
    public void ApproachEvents(int entity)
    {
        var row = _rows[entity];
        if (Overlay.At<EntityHead>(row, 0).Capacity > 0)
            ApproachEvents(row);
        foreach (ref readonly var history in plan.Histories.AsSpan())
            History.Approach(_slab, row.Slice(history.Cell, History.RowCells), history.Last);
        if (plan.RecurrenceCell >= 0)
            UnusualSizes.Approach(_slab, row.Slice(plan.RecurrenceCell, UnusualSizes.RowCells));
    }

    /// <summary>After that: the counts of the symbols that come and go.</summary>
    public void ApproachCounts(int entity, ReadOnlySpan<int> symbols)
    {
        if (!_countsSymbols || _rows[entity] is var row && Overlay.At<EntityHead>(row, 0).Capacity == 0)
            return;
        var ring = RingOf(row);
        foreach (var window in _windows)
            foreach (ref readonly var distinct in window.Distinct.AsSpan())
            {
                ref readonly var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
                int cell = _texts + distinct.Column;
                var counts = row.Slice(distinct.Cell, SymbolCounts.RowCells);
                SymbolCounts.Approach(_slab, counts, ring.Symbol(ends.Tail, cell));
                SymbolCounts.Approach(_slab, counts,
                    window.Delay == 0 ? symbols[plan.Texts[distinct.Column]] : ring.Symbol(ends.Front, cell));
            }
    }

    private void ApproachEvents(ReadOnlySpan<long> row)
    {
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        long first = head.Address, mask = head.Capacity - 1;
        ApproachEvent(first + (head.Next & mask) * _cells);
        foreach (var window in _windows)
        {
            ref readonly var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
            ApproachEvent(first + (ends.Tail & mask) * _cells);
            if (window.Delay > 0)
                ApproachEvent(first + (ends.Front & mask) * _cells);
        }
    }

    private void ApproachEvent(long address)
    {
        _slab.Approach(address);
        if ((address & (LineCells - 1)) + _cells > LineCells)
            _slab.Approach(address + _cells - 1);
    }
}

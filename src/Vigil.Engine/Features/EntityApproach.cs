using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// Brings near what an entity's next event will need, in three steps, each of which reads what the one before it asked for.
/// </summary>
internal sealed class EntityApproach(KeyPlan plan, Rows rows, Slab slab)
{
    private readonly EventRings _rings = new(slab, plan.EventCells);
    private readonly WindowPlan[] _windows = plan.Windows;
    private readonly int _texts = 1 + plan.Numbers.Length;
    private readonly bool _countsSymbols = Array.Exists(plan.Windows, window => window.Distinct.Length > 0);

    /// <summary>The entity's row; made if it is not there.</summary>
    public void Approach(int entity) => rows.Approach(entity);

    /// <summary>After that: the ends of its ring and of its windows, and its histories.</summary>
    public void ApproachEvents(int entity)
    {
        var row = rows[entity];
        if (Overlay.At<EntityHead>(row, 0).Capacity > 0)
            ApproachEvents(row);
        foreach (ref readonly var history in plan.Histories.AsSpan())
            History.Approach(slab, row.Slice(history.Cell, History.RowCells), history.Last);
        if (plan.RecurrenceCell >= 0)
            UnusualSizes.Approach(slab, row.Slice(plan.RecurrenceCell, UnusualSizes.RowCells));
    }

    /// <summary>After that: the counts of the symbols that come and go.</summary>
    public void ApproachCounts(int entity, ReadOnlySpan<int> symbols)
    {
        if (!_countsSymbols)
            return;
        var row = rows[entity];
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        var ring = _rings.Of(head);
        foreach (var window in _windows)
            foreach (ref readonly var distinct in window.Distinct.AsSpan())
            {
                ref readonly var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
                int cell = _texts + distinct.Column;
                var counts = row.Slice(distinct.Cell, SymbolCounts.RowCells);
                if (ends.Tail < head.Next)
                    SymbolCounts.Approach(slab, counts, ring.Symbol(ends.Tail, cell));
                if (window.Delay == 0)
                    SymbolCounts.Approach(slab, counts, symbols[plan.Texts[distinct.Column]]);
                else if (ends.Front < head.Next)
                    SymbolCounts.Approach(slab, counts, ring.Symbol(ends.Front, cell));
            }
    }

    private void ApproachEvents(ReadOnlySpan<long> row)
    {
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        _rings.Approach(head, head.Next);
        foreach (var window in _windows)
        {
            ref readonly var ends = ref Overlay.At<WindowEnds>(row, window.Cell);
            _rings.Approach(head, ends.Tail);
            if (window.Delay > 0)
                _rings.Approach(head, ends.Front);
        }
    }
}

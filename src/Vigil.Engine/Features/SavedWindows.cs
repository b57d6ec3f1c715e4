using Vigil.Detection.Persistence;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>After reading the state: whether rows lead to rings and blocks that are there, so that no damage shows up later.</summary>
internal sealed class SavedWindows(KeyPlan plan, Rows rows, Slab slab)
{
    private readonly EventRings _rings = new(slab, plan.EventCells);
    private readonly WindowPlan[] _windows = plan.Windows;

    /// <summary>Looks at every row. O(entities).</summary>
    /// <exception cref="InvalidDataException">One leads nowhere.</exception>
    public void Check()
    {
        for (int entity = 0; entity < rows.Count; entity++)
            if (rows[entity] is var row && !(IsRingSound(row) && AreBlocksSound(row)))
                throw new InvalidDataException($"The state of entity {entity} of the key {string.Join('+', plan.Entity)} is damaged.");
    }

    /// <summary>Cuts the large rings of a state of the time when all of them were one block into blocks. O(entities).</summary>
    /// <exception cref="InvalidDataException">One is not there.</exception>
    public void Upgrade()
    {
        for (int entity = 0; entity < rows.Count; entity++)
            if (Overlay.At<EntityHead>(rows[entity], 0).Capacity > _rings.BlockEvents)
                _rings.Upgrade(ref Overlay.At<EntityHead>(rows.Change(entity), 0));
    }

    /// <summary>Reads a state of the time before pages, and fills what windows keep in order.</summary>
    public void ReadEarlier(ModelReader reader)
    {
        // The first edition did not keep what the last place is called, the last cell before the bags.
        bool isWithoutName = plan.Edition == FeatureSpec.FirstEdition && plan.PlaceCell >= 0;
        EarlierState.Read(reader, rows, isWithoutName ? plan.BagsCell - 1 : plan.BagsCell);
        EarlierState.Read(reader, slab);
        Upgrade();
        Check();
        if (Array.TrueForAll(_windows, window => window.Sorted.Length == 0))
            return;
        var contents = new WindowContents(plan, slab);
        for (int entity = 0; entity < rows.Count; entity++)
            if (Overlay.At<EntityHead>(rows[entity], 0).Capacity > 0)
                FillSorted(rows.Change(entity), contents);
    }

    private void FillSorted(Span<long> row, WindowContents contents)
    {
        var ring = _rings.Of(Overlay.At<EntityHead>(row, 0));
        foreach (var window in _windows)
            foreach (var sorted in window.Sorted)
                for (var (p, front) = Ends(row, window); p < front; p++)
                    if (ring.Number(p, sorted.Column) is var value && !double.IsNaN(value))
                        SortedBag.Add(slab, contents.Bag(row, sorted.Bag), value);
    }

    private static (long Tail, long Front) Ends(ReadOnlySpan<long> row, WindowPlan window) =>
        Overlay.At<WindowEnds>(row, window.Cell) is var ends ? (ends.Tail, ends.Front) : default;

    private bool IsRingSound(ReadOnlySpan<long> row)
    {
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        bool isSound = _rings.IsSound(head);
        foreach (var window in _windows)
            isSound &= Ends(row, window) is var (tail, front) && head.Oldest <= tail && tail <= front && front <= head.Next;
        return isSound;
    }

    private bool AreBlocksSound(ReadOnlySpan<long> row)
    {
        bool isSound = plan.RecurrenceCell < 0 || UnusualSizes.IsSound(slab, row.Slice(plan.RecurrenceCell, UnusualSizes.RowCells));
        foreach (var history in plan.Histories)
            isSound &= History.IsSound(slab, row.Slice(history.Cell, History.RowCells), history.Last);
        foreach (var window in _windows)
        {
            foreach (var distinct in window.Distinct)
                isSound &= SymbolCounts.IsSound(slab, row.Slice(distinct.Cell, SymbolCounts.RowCells));
            foreach (var sorted in window.Sorted)
                isSound &= SortedBag.IsSound(slab, row.Slice(plan.BagsCell + sorted.Bag * SortedBag.RowCells, SortedBag.RowCells));
        }
        return isSound;
    }
}

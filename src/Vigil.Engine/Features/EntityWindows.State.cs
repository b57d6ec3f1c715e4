using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>Writing and reading the state. What follows from the rings is built anew, so that a damaged state cannot contradict itself.</summary>
internal sealed partial class EntityWindows
{
    public void Write(ModelWriter writer)
    {
        _rows.Write(writer);
        _slab.Write(writer);
    }

    /// <exception cref="InvalidDataException">The bytes are not a state of these windows.</exception>
    public void Read(ModelReader reader)
    {
        _rows.Read(reader);
        _slab = Slab.Read(reader);
        _sorted.Clear();
        for (int entity = 0; entity < _rows.Count; entity++)
        {
            var row = _rows[entity];
            if (!IsRingSound(row) || !AreHistoriesSound(row) || !AreCountsSound(row))
                throw new InvalidDataException($"The state of entity {entity} of the key {string.Join('+', plan.Entity)} is damaged.");
            foreach (var window in _windows)
                Fill(entity, row, window);
        }
    }

    private bool IsRingSound(ReadOnlySpan<long> row)
    {
        long capacity = row[KeyPlan.Capacity], head = row[KeyPlan.Head], next = row[KeyPlan.Next];
        bool isSound = head >= 0 && next >= head && next - head <= capacity
            && (capacity == 0 || (capacity is >= 2 and <= 1 << 30 && long.IsPow2(capacity) && _slab.Holds(row[KeyPlan.Address], capacity * _cells)));
        foreach (var window in _windows)
            isSound &= head <= row[window.Cell] && row[window.Cell] <= row[window.Cell + 1] && row[window.Cell + 1] <= next;
        return isSound;
    }

    private bool AreHistoriesSound(ReadOnlySpan<long> row)
    {
        bool isSound = true;
        foreach (var history in plan.Histories)
            isSound &= History.TryRebuild(_slab, row.Slice(history.Cell, History.RowCells), history.Last);
        return isSound;
    }

    private bool AreCountsSound(ReadOnlySpan<long> row)
    {
        bool isSound = true;
        foreach (var window in _windows)
            foreach (var distinct in window.Distinct)
                isSound &= SymbolCounts.IsSound(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells));
        return isSound;
    }

    private void Fill(int entity, Span<long> row, WindowPlan window)
    {
        var ring = RingOf(row);
        foreach (var distinct in window.Distinct)
        {
            var counts = row.Slice(distinct.Cell, SymbolCounts.RowCells);
            SymbolCounts.Clear(_slab, counts);
            for (long p = row[window.Cell]; p < row[window.Cell + 1]; p++)
                if (ring.Symbol(p, _texts + distinct.Column) is var symbol && symbol >= 0)
                    SymbolCounts.Add(_slab, counts, symbol);
        }
        foreach (var sorted in window.Sorted)
            for (long p = row[window.Cell]; p < row[window.Cell + 1]; p++)
                if (ring.Number(p, sorted.Column) is var value && !double.IsNaN(value))
                    _sorted[sorted.Bag, entity].Add(value);
    }
}

using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>Writing and reading the state. What follows from the rings is checked against them, so that no damage shows up later.</summary>
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
            if (!IsRingSound(row) || !AreHistoriesSound(row) || !_windows.All(window => AreCountsSound(_rows[entity], window)))
                throw new InvalidDataException($"The state of entity {entity} of the key {string.Join('+', plan.Entity)} is damaged.");
            foreach (var window in _windows)
                FillSorted(entity, row, window);
        }
    }

    private bool IsRingSound(ReadOnlySpan<long> row)
    {
        long capacity = row[KeyPlan.Capacity], head = row[KeyPlan.Head], next = row[KeyPlan.Next];
        bool isBlock = capacity is >= 2 and <= 1 << 30 && long.IsPow2(capacity) && _slab.Holds(row[KeyPlan.Address], capacity * _cells);
        bool isSound = head >= 0 && next >= head && next - head <= capacity && (isBlock || capacity == 0);
        foreach (var window in _windows)
            isSound &= head <= row[window.Cell] && row[window.Cell] <= row[window.Cell + 1] && row[window.Cell + 1] <= next;
        return isSound;
    }

    private bool AreHistoriesSound(ReadOnlySpan<long> row)
    {
        bool isSound = true;
        foreach (var history in plan.Histories)
            isSound &= History.TryRebuild(_slab, row.Slice(history.Cell, History.RowCells), history.Last);
        return isSound && (plan.RecurrenceCell < 0 || UnusualSizes.IsSound(_slab, row.Slice(plan.RecurrenceCell, UnusualSizes.RowCells)));
    }

    private bool AreCountsSound(ReadOnlySpan<long> row, WindowPlan window)
    {
        bool isSound = true;
        foreach (var distinct in window.Distinct)
        {
            var expected = new Dictionary<int, int>();
            for (long p = row[window.Cell]; p < row[window.Cell + 1]; p++)
                if (RingOf(row).Symbol(p, _texts + distinct.Column) is var symbol && symbol >= 0)
                    expected[symbol] = expected.GetValueOrDefault(symbol) + 1;
            isSound &= SymbolCounts.IsEqual(_slab, row.Slice(distinct.Cell, SymbolCounts.RowCells), expected);
        }
        return isSound;
    }

    private void FillSorted(int entity, ReadOnlySpan<long> row, WindowPlan window)
    {
        foreach (var sorted in window.Sorted)
            for (long p = row[window.Cell]; p < row[window.Cell + 1]; p++)
                if (RingOf(row).Number(p, sorted.Column) is var value && !double.IsNaN(value))
                    _sorted[sorted.Bag, entity].Add(value);
    }
}

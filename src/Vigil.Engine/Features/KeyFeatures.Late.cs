using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>
/// Late events and those dated ahead: their windows are read by a scan as of their own time. Rare, so plain rather than fast.
/// </summary>
internal sealed partial class KeyFeatures
{
    private void PlaceOutOfOrder(Span<long> row, Transaction transaction, bool isAhead, Span<double> features, Span<double> baselines)
    {
        long time = transaction.Time;
        bool isPlaced = isAhead || _windows.IsPlaced(row, transaction);
        if (!isAhead)
            _windows.Counts[isPlaced ? LateCell : TooLateCell]++;
        double pace = Pace(row, time);
        foreach (ref readonly var operation in _plan.Windowed.AsSpan())
        {
            var window = _plan.Windows[operation.Part];
            if (operation.Aggregation == Aggregation.Surge)
                (features[operation.Output], baselines[operation.Output]) = LateSurge(row, window, time);
            else
                (features[operation.Output], baselines[operation.Output]) = (Scan(operation, window, row, time),
                    Usual(operation.Aggregation, window, pace, time - row[KeyPlan.FirstTime]));
        }
        if (isPlaced && _plan.Windows.Length > 0)
            _windows.Insert(row, time, _values);
    }

    // The event itself is not in the ring yet; it belongs to every window that ends now.
    private double Scan(in FeatureOperation operation, WindowPlan window, ReadOnlySpan<long> row, long time)
    {
        var (from, to) = _windows.Range(row, window, time);
        bool isIn = window.Delay == 0;
        long count = to - from + (isIn ? 1 : 0);
        return operation.Aggregation switch
        {
            Aggregation.Count => count,
            Aggregation.Rate => count / (window.Length / MicrosecondsPerHour),
            Aggregation.Distinct => ScanDistinct(window.Distinct[operation.Slot].Column, row, from, to, isIn),
            Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile =>
                ScanOrdered(operation, window.Sorted[operation.Slot].Column, row, from, to, isIn),
            _ => ScanSum(operation.Aggregation, window.Sums[operation.Slot], row, from, to, isIn),
        };
    }

    // What is newer than the window, and held, was not before it.
    private (double, double) LateSurge(ReadOnlySpan<long> row, WindowPlan window, long time)
    {
        var (from, to) = _windows.Range(row, window, time);
        return Surge(row, window, time, to - from, row[KeyPlan.Seen] - (row[KeyPlan.Next] - from));
    }

    private double ScanSum(Aggregation aggregation, in SumPlan plan, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        Span<long> cells = stackalloc long[WindowSum.Cells + SquareSum.Cells];
        cells.Clear();
        var whole = plan with { Cell = 0, HasSquares = true };
        for (long p = from; p < to; p++)
            EntityWindows.Add(cells, whole, _windows.Number(row, p, plan.Column));
        if (isIn)
            EntityWindows.Add(cells, whole, BitConverter.Int64BitsToDouble(_values[plan.Column]));
        return ReadSum(aggregation, plan, cells, to - from + (isIn ? 1 : 0));
    }

    private int ScanDistinct(int column, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        var symbols = new HashSet<int>();
        for (long p = from; p < to; p++)
            symbols.Add(_windows.Symbol(row, p, column));
        if (isIn)
            symbols.Add((int)_values[_plan.Numbers.Length + column]);
        symbols.Remove(-1);
        return symbols.Count;
    }

    private double ScanOrdered(in FeatureOperation operation, int column, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        Span<long> bag = stackalloc long[SortedBag.RowCells];
        bag.Clear();
        var slab = new Slab();
        for (long p = from; p < to; p++)
            Add(slab, bag, _windows.Number(row, p, column));
        if (isIn)
            Add(slab, bag, BitConverter.Int64BitsToDouble(_values[column]));
        return SortedBag.Percentile(slab, bag, Rank(operation));
    }

    private static void Add(Slab slab, Span<long> bag, double value)
    {
        if (!double.IsNaN(value))
            SortedBag.Add(slab, bag, value);
    }
}

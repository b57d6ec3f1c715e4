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
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        long time = transaction.Time;
        bool isPlaced = isAhead || _windows.IsPlaced(head, transaction);
        if (!isAhead)
            _windows.Counts[isPlaced ? LateCell : TooLateCell]++;
        double pace = Pace(head, time);
        foreach (ref readonly var operation in _plan.Windowed.AsSpan())
        {
            var window = _plan.Windows[operation.Part];
            (features[operation.Output], baselines[operation.Output]) = operation.Aggregation == Aggregation.Surge
                ? LateSurge(row, window, time)
                : (Scan(operation, window, row, time), Usual(operation, pace, time - head.FirstTime));
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
            Aggregation.Distinct => ScanDistinct(operation.Column, row, from, to, isIn),
            Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile =>
                ScanOrdered(operation, row, from, to, isIn),
            _ => ScanSum(operation, row, from, to, isIn),
        };
    }

    // What is newer than the window, and held, was not before it.
    private (double, double) LateSurge(ReadOnlySpan<long> row, WindowPlan window, long time)
    {
        var (from, to) = _windows.Range(row, window, time);
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        return Surge(head, window.Length, time, to - from, head.Seen - (head.Next - from));
    }

    private double ScanSum(in FeatureOperation operation, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        var whole = new SumPlan(operation.Column, Cell: 0, HasSquares: true);
        Span<long> cells = stackalloc long[whole.SquaresCell + Overlay.CellsOf<SquareSum>()];
        cells.Clear();
        for (long p = from; p < to; p++)
            EntityWindows.Add(cells, whole, _windows.Number(row, p, operation.Column));
        if (isIn)
            EntityWindows.Add(cells, whole, BitConverter.Int64BitsToDouble(_values[operation.Column]));
        return ReadSum(operation, cells, 0, to - from + (isIn ? 1 : 0));
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

    private double ScanOrdered(in FeatureOperation operation, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        var values = new List<double>();
        for (long p = from; p < to; p++)
            values.Add(_windows.Number(row, p, operation.Column));
        if (isIn)
            values.Add(BitConverter.Int64BitsToDouble(_values[operation.Column]));
        values.RemoveAll(double.IsNaN);
        values.Sort();
        return SortedBag.Percentile(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), Rank(operation));
    }
}

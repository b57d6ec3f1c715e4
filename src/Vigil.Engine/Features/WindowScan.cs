using System.Runtime.InteropServices;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>
/// Late events and those dated ahead: their windows are read by a scan as of their own time. Rare, so plain rather than fast.
/// </summary>
/// <param name="plan">The key's plan.</param>
/// <param name="windows">The windows.</param>
/// <param name="inOrder">What is made of sums.</param>
/// <param name="order">Which events are still placed.</param>
/// <param name="values">The event's numbers and symbols, as rings hold them; filled before each event.</param>
internal sealed class WindowScan(KeyPlan plan, EntityWindows windows, WindowFeatures inOrder, EventOrder order, long[] values)
{
    /// <summary>Reads the windows as of the event's own time, and places it unless it came too late.</summary>
    public void Place(Span<long> row, Transaction transaction, bool isAhead, Span<double> features, Span<double> baselines)
    {
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        long time = transaction.Time;
        bool isPlaced = isAhead || order.IsPlaced(head, transaction);
        if (!isAhead)
            windows.Counts[isPlaced ? EntityWindows.LateCell : EntityWindows.TooLateCell]++;
        double pace = WindowFeatures.Pace(head, time);
        foreach (ref readonly var operation in plan.Windowed.AsSpan())
        {
            var window = plan.Windows[operation.Part];
            (features[operation.Output], baselines[operation.Output]) = operation.Aggregation == Aggregation.Surge
                ? LateSurge(row, window, time)
                : (Scan(operation, window, row, time), WindowFeatures.Usual(operation, pace, time - head.FirstTime));
        }
        if (isPlaced && plan.Windows.Length > 0)
            windows.Insert(row, time, values);
    }

    // The event itself is not in the ring yet; it belongs to every window that ends now.
    private double Scan(in FeatureOperation operation, WindowPlan window, ReadOnlySpan<long> row, long time)
    {
        var (from, to) = windows.Range(row, window, time);
        bool isIn = window.Delay == 0;
        long count = to - from + (isIn ? 1 : 0);
        return operation.Aggregation switch
        {
            Aggregation.Count => count,
            Aggregation.Rate => count / (window.Length / WindowFeatures.MicrosecondsPerHour),
            Aggregation.Distinct => ScanDistinct(operation.Column, row, from, to, isIn),
            Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile =>
                ScanOrdered(operation, row, from, to, isIn),
            _ => ScanSum(operation, row, from, to, isIn),
        };
    }

    // What is newer than the window, and held, was not before it.
    private (double, double) LateSurge(ReadOnlySpan<long> row, WindowPlan window, long time)
    {
        var (from, to) = windows.Range(row, window, time);
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        return WindowFeatures.Surge(head, window.Length, time, to - from, head.Seen - (head.Next - from));
    }

    private double ScanSum(in FeatureOperation operation, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        var whole = new SumPlan(operation.Column, Cell: 0, HasSquares: true);
        Span<long> cells = stackalloc long[whole.SquaresCell + Overlay.CellsOf<SquareSum>()];
        cells.Clear();
        for (long p = from; p < to; p++)
            WindowContents.Add(cells, whole, windows.Number(row, p, operation.Column));
        if (isIn)
            WindowContents.Add(cells, whole, BitConverter.Int64BitsToDouble(values[operation.Column]));
        return inOrder.ReadSum(operation, cells, 0, to - from + (isIn ? 1 : 0));
    }

    private int ScanDistinct(int column, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        var symbols = new HashSet<int>();
        for (long p = from; p < to; p++)
            symbols.Add(windows.Symbol(row, p, column));
        if (isIn)
            symbols.Add((int)values[plan.Numbers.Length + column]);
        symbols.Remove(-1);
        return symbols.Count;
    }

    private double ScanOrdered(in FeatureOperation operation, ReadOnlySpan<long> row, long from, long to, bool isIn)
    {
        var ordered = new List<double>();
        for (long p = from; p < to; p++)
            ordered.Add(windows.Number(row, p, operation.Column));
        if (isIn)
            ordered.Add(BitConverter.Int64BitsToDouble(values[operation.Column]));
        ordered.RemoveAll(double.IsNaN);
        ordered.Sort();
        return SortedBag.Percentile(CollectionsMarshal.AsSpan(ordered), WindowFeatures.Rank(operation));
    }
}

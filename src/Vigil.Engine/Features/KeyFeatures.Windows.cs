namespace Vigil.Engine.Features;

/// <summary>Reading the windows: from their running sums in order, by a scan for late events.</summary>
internal sealed partial class KeyFeatures
{
    private const double MicrosecondsPerHour = 3.6e9, SameShare = 1e-12;

    private void Append(Span<long> row, long time, Span<double> features, Span<double> baselines)
    {
        if (_plan.Windows.Length > 0)
            _windows.Append(row, time, _values);
        double pace = Pace(row, time);
        foreach (ref readonly var operation in _plan.Windowed.AsSpan())
        {
            var window = _plan.Windows[operation.Part];
            if (operation.Aggregation == Aggregation.Surge)
                (features[operation.Output], baselines[operation.Output]) = InOrderSurge(row, window, time);
            else
                (features[operation.Output], baselines[operation.Output]) =
                    (Read(operation, window, row), Usual(operation.Aggregation, window, pace, time - row[KeyPlan.FirstTime]));
        }
        row[KeyPlan.LastTime] = time;
    }

    private double Read(in FeatureOperation operation, WindowPlan window, Span<long> row)
    {
        long count = EntityWindows.Count(row, window);
        switch (operation.Aggregation)
        {
            case Aggregation.Count:
                return count;
            case Aggregation.Rate:
                return count / (window.Length / MicrosecondsPerHour);
            case Aggregation.Distinct:
                return SymbolCounts.Distinct(row.Slice(window.Distinct[operation.Slot].Cell, SymbolCounts.RowCells));
            case Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile:
                return Ordered(operation, _windows.Bag(row, window.Sorted[operation.Slot].Bag));
            default:
                ref readonly var sum = ref window.Sums[operation.Slot];
                return ReadSum(operation.Aggregation, sum, row.Slice(sum.Cell), count);
        }
    }

    // The cells begin with the sum and, where it has one, the sum of squares.
    private double ReadSum(Aggregation aggregation, in SumPlan plan, Span<long> cells, long count)
    {
        ref readonly var sum = ref WindowSum.At(cells, 0);
        return aggregation switch
        {
            Aggregation.Risk => count == 0 ? 0 : sum.Sum / count,
            Aggregation.Sum => sum.Sum,
            Aggregation.OthersSum => OthersSum(plan.Column, sum),
            Aggregation.OthersMean => sum.Count < 2 ? double.NaN : OthersSum(plan.Column, sum) / (sum.Count - 1),
            Aggregation.Mean => sum.Mean,
            Aggregation.Std => sum.Std(SquareSum.At(cells, WindowSum.Cells)),
            _ => Zscore(plan.Column, sum.Mean, sum.Std(SquareSum.At(cells, WindowSum.Cells))),
        };
    }

    // Without the event itself, and nothing counted for more than it: what a larger one does to a sum is that one's own affair.
    private double OthersSum(int column, in WindowSum sum)
    {
        double size = BitConverter.Int64BitsToDouble(_values[column]);
        return Math.Max(0, Math.Min(sum.SumWithout(size), (sum.Count - 1) * size)) / Math.Exp(_past.Usual.Centre);
    }

    // Beside values that are all the same, everything else is as far away as can be; the mean of equal values may be off by its last bits.
    private double Zscore(int column, double mean, double std)
    {
        double deviation = BitConverter.Int64BitsToDouble(_values[column]) - mean;
        if (std == 0 && Math.Abs(deviation) <= SameShare * Math.Abs(mean))
            return 0;
        return Math.Clamp(deviation / std, -PastFeatures.LargestDeviation, PastFeatures.LargestDeviation);
    }

    private double Ordered(in FeatureOperation operation, ReadOnlySpan<long> bag) =>
        SortedBag.Percentile(_windows.Slab, bag, Rank(operation));

    // In percent of the values in order.
    private static double Rank(in FeatureOperation operation) => operation.Aggregation switch
    {
        Aggregation.Min => 0,
        Aggregation.Max => 100,
        Aggregation.Median => 50,
        _ => operation.Percentile,
    };

    // What was dated ahead is not before the window.
    private static (double, double) InOrderSurge(ReadOnlySpan<long> row, WindowPlan window, long time)
    {
        long inside = EntityWindows.Count(row, window) - 1, since = row[KeyPlan.Next] - 1 - row[window.Cell];
        return Surge(row, window, time, inside, row[KeyPlan.Seen] - since);
    }

    // With the count that the pace before the window gives. The first event is where that begins, so it is not counted.
    private static (double, double) Surge(ReadOnlySpan<long> row, WindowPlan window, long time, long inside, long before)
    {
        long known = time - window.Length - row[KeyPlan.FirstTime];
        return before < 1 || known <= 0
            ? (0, double.NaN)
            : (PaceChange.Of(inside, before - 1, window.Length, known), (before - 1) * ((double)window.Length / known));
    }

    // Events per microsecond since the entity's first one; NaN when nothing is known of it.
    private static double Pace(ReadOnlySpan<long> row, long time)
    {
        long elapsed = time - row[KeyPlan.FirstTime];
        return row[KeyPlan.Seen] < 2 || elapsed <= 0 ? double.NaN : (double)row[KeyPlan.Seen] / elapsed;
    }

    // For counts: what that pace would give, in no longer than the entity has been known.
    private static double Usual(Aggregation aggregation, WindowPlan window, double pace, long known) => aggregation switch
    {
        Aggregation.Count => pace * Math.Min(window.Length, known),
        Aggregation.Rate => pace * MicrosecondsPerHour,
        _ => double.NaN,
    };
}

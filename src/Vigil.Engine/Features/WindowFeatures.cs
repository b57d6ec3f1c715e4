using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>The features of windows, read from their running sums.</summary>
/// <param name="plan">The key's plan.</param>
/// <param name="windows">The windows.</param>
/// <param name="past">What is usual in the whole stream.</param>
/// <param name="values">The event's numbers and symbols, as rings hold them; filled before each event.</param>
internal sealed class WindowFeatures(KeyPlan plan, EntityWindows windows, PastFeatures past, long[] values)
{
    /// <summary>Microseconds of an hour.</summary>
    public const double MicrosecondsPerHour = 3.6e9;

    private const double SameShare = 1e-12;

    /// <summary>Places an event that is in order and reads the windows that end with it.</summary>
    public void Append(Span<long> row, long time, Span<double> features, Span<double> baselines)
    {
        ref var head = ref Overlay.At<EntityHead>(row, 0);
        if (plan.Windows.Length > 0)
            windows.Append(row, time, values);
        double pace = Pace(head, time);
        long known = time - head.FirstTime;
        foreach (ref readonly var operation in plan.Windowed.AsSpan())
        {
            ref readonly var ends = ref Overlay.At<WindowEnds>(row, operation.Window);
            long count = ends.Count;
            (features[operation.Output], baselines[operation.Output]) = operation.Aggregation switch
            {
                Aggregation.Count => (count, pace * Math.Min(operation.Length, known)),
                Aggregation.Surge => InOrderSurge(head, ends, operation.Length, time),
                Aggregation.Rate => (count / (operation.Length / MicrosecondsPerHour), pace * MicrosecondsPerHour),
                _ => (Read(operation, row, count), double.NaN),
            };
        }
        head.LastTime = time;
    }

    private double Read(in FeatureOperation operation, Span<long> row, long count) => operation.Aggregation switch
    {
        Aggregation.Distinct => SymbolCounts.Distinct(row.Slice(operation.Cell, SymbolCounts.RowCells)),
        Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile =>
            SortedBag.Percentile(windows.Slab, row.Slice(operation.Cell, SortedBag.RowCells), Rank(operation)),
        _ => ReadSum(operation, row, operation.Cell, count),
    };

    /// <summary>What a feature makes of a sum and, where it has one, of the sum of squares behind it.</summary>
    public double ReadSum(in FeatureOperation operation, Span<long> row, int cell, long count)
    {
        ref readonly var sum = ref Overlay.At<WindowSum>(row, cell);
        return operation.Aggregation switch
        {
            Aggregation.Risk => count == 0 ? 0 : sum.Sum / count,
            Aggregation.Sum => sum.Sum,
            Aggregation.OthersSum => OthersSum(operation.Column, sum),
            Aggregation.OthersMean => sum.Count < 2 ? double.NaN : OthersSum(operation.Column, sum) / (sum.Count - 1),
            Aggregation.Mean => sum.Mean,
            Aggregation.Std => sum.Std(Overlay.At<SquareSum>(row, cell + WindowSum.Cells)),
            _ => Zscore(operation.Column, sum.Mean, sum.Std(Overlay.At<SquareSum>(row, cell + WindowSum.Cells))),
        };
    }

    // Without the event itself, and nothing counted for more than it: what a larger one does to a sum is that one's own affair.
    private double OthersSum(int column, in WindowSum sum)
    {
        double size = BitConverter.Int64BitsToDouble(values[column]);
        return Math.Max(0, Math.Min(sum.SumWithout(size), (sum.Count - 1) * size)) / Math.Exp(past.Usual.Centre);
    }

    // Beside values that are all the same, everything else is as far away as can be; the mean of equal values may be off by its last bits.
    private double Zscore(int column, double mean, double std)
    {
        double deviation = BitConverter.Int64BitsToDouble(values[column]) - mean;
        if (std == 0 && Math.Abs(deviation) <= SameShare * Math.Abs(mean))
            return 0;
        return Math.Clamp(deviation / std, -PastFeatures.LargestDeviation, PastFeatures.LargestDeviation);
    }

    /// <summary>In percent of the values in order.</summary>
    public static double Rank(in FeatureOperation operation) => operation.Aggregation switch
    {
        Aggregation.Min => 0,
        Aggregation.Max => 100,
        Aggregation.Median => 50,
        _ => operation.Percentile,
    };

    // What was dated ahead is not before the window.
    private static (double, double) InOrderSurge(in EntityHead head, in WindowEnds ends, long length, long time) =>
        Surge(head, length, time, ends.Count - 1, head.Seen - (head.Next - 1 - ends.Tail));

    /// <summary>With the count that the pace before the window gives. The first event is where that begins, so it is not counted.</summary>
    public static (double, double) Surge(in EntityHead head, long length, long time, long inside, long before)
    {
        long known = time - length - head.FirstTime;
        return before < 1 || known <= 0
            ? (0, double.NaN)
            : (PaceChange.Of(inside, before - 1, length, known), (before - 1) * ((double)length / known));
    }

    /// <summary>Events per microsecond since the entity's first one; NaN when nothing is known of it.</summary>
    public static double Pace(in EntityHead head, long time)
    {
        long elapsed = time - head.FirstTime;
        return head.Seen < 2 || elapsed <= 0 ? double.NaN : (double)head.Seen / elapsed;
    }

    /// <summary>For counts: what that pace would give, in no longer than the entity has been known; NaN for others.</summary>
    public static double Usual(in FeatureOperation operation, double pace, long known) => operation.Aggregation switch
    {
        Aggregation.Count => pace * Math.Min(operation.Length, known),
        Aggregation.Rate => pace * MicrosecondsPerHour,
        _ => double.NaN,
    };
}

namespace Vigil.Engine.Features;

/// <summary>Reading the windows: from their running sums in order, by a scan for late events.</summary>
internal sealed partial class KeyFeatures
{
    private const double MicrosecondsPerHour = 3.6e9;

    private void Append(int entity, Span<long> row, long time, Span<double> features, Span<double> baselines)
    {
        if (_plan.Windows.Length > 0)
            _windows.Append(entity, row, time, _values);
        foreach (var operation in _plan.Windowed)
        {
            var window = _plan.Windows[operation.Part];
            features[operation.Output] = Read(operation, window, entity, row);
            baselines[operation.Output] = Usual(operation, window, row, time);
        }
        row[KeyPlan.LastTime] = time;
    }

    private double Read(FeatureOperation operation, WindowPlan window, int entity, ReadOnlySpan<long> row)
    {
        long count = EntityWindows.Count(row, window);
        if (operation.Aggregation == Aggregation.Count)
            return count;
        if (operation.Aggregation == Aggregation.Rate)
            return count / (window.Length / MicrosecondsPerHour);
        if (operation.Aggregation == Aggregation.Distinct)
            return _windows.Distinct(entity, operation.Part, operation.Slot).Distinct;
        if (operation.Slot < window.Sums.Length && KeyPlan.IsSum(operation.Aggregation))
            return ReadSum(operation.Aggregation, window.Sums[operation.Slot], row, count);
        return Ordered(operation, _windows.Sorted(entity, operation.Part, operation.Slot));
    }

    private double ReadSum(Aggregation aggregation, SumPlan sum, ReadOnlySpan<long> row, long count)
    {
        var cells = row.Slice(sum.Cell, sum.Cells);
        return aggregation switch
        {
            Aggregation.Risk => count == 0 ? 0 : WindowSum.Sum(cells) / count,
            Aggregation.Sum => WindowSum.Sum(cells),
            Aggregation.Mean => WindowSum.Mean(cells),
            Aggregation.Std => WindowSum.Std(cells),
            Aggregation.Zscore => Zscore(sum.Column, cells),
            _ => throw new InvalidOperationException($"{aggregation} is not a sum."),
        };
    }

    private double Zscore(int column, ReadOnlySpan<long> cells)
    {
        double deviation = BitConverter.Int64BitsToDouble(_values[column]) - WindowSum.Mean(cells), std = WindowSum.Std(cells);
        return std == 0 ? 0 : deviation / std;
    }

    private static double Ordered(FeatureOperation operation, SortedBag bag) => bag.Count == 0 ? double.NaN : operation.Aggregation switch
    {
        Aggregation.Min => bag.Min,
        Aggregation.Max => bag.Max,
        Aggregation.Median => bag.Percentile(50),
        Aggregation.Percentile => bag.Percentile(operation.Percentile),
        _ => throw new InvalidOperationException($"{operation.Aggregation} is not an aggregation over a window."),
    };

    // For counts: what the entity's average pace since its first event would give.
    private static double Usual(FeatureOperation operation, WindowPlan window, ReadOnlySpan<long> row, long time)
    {
        long elapsed = time - row[KeyPlan.FirstTime];
        if (row[KeyPlan.Seen] < 2 || elapsed <= 0)
            return double.NaN;
        double pace = (double)row[KeyPlan.Seen] / elapsed;
        return operation.Aggregation switch
        {
            Aggregation.Count => pace * window.Length,
            Aggregation.Rate => pace * MicrosecondsPerHour,
            _ => double.NaN,
        };
    }
}

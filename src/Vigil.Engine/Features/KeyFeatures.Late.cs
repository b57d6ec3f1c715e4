namespace Vigil.Engine.Features;

/// <summary>Late events: their windows are read by a scan as of their own time. Rare, so plain rather than fast.</summary>
internal sealed partial class KeyFeatures
{
    private void PlaceLate(int entity, Span<long> row, long time, Span<double> features, Span<double> baselines)
    {
        bool isPlaced = _windows.IsPlaced(row, time);
        Late += isPlaced ? 1 : 0;
        TooLate += isPlaced ? 0 : 1;
        if (_plan.Windows.Length == 0)
            return;
        long position = isPlaced ? _windows.Insert(entity, row, time, _values) : _windows.Lend(row, time, _values);
        foreach (var operation in _plan.Windowed)
        {
            var window = _plan.Windows[operation.Part];
            features[operation.Output] = Scan(operation, window, row, position, time);
            baselines[operation.Output] = Usual(operation, window, row, time);
        }
        if (!isPlaced)
            _windows.TakeBack(row, position);
    }

    private double Scan(FeatureOperation operation, WindowPlan window, ReadOnlySpan<long> row, long position, long time)
    {
        var (from, to) = _windows.Range(row, window, position, time);
        switch (operation.Aggregation)
        {
            case Aggregation.Count:
                return to - from;
            case Aggregation.Rate:
                return (to - from) / (window.Length / MicrosecondsPerHour);
            case Aggregation.Distinct:
                return ScanDistinct(window.Distinct[operation.Slot], row, from, to);
            case Aggregation.Min or Aggregation.Max or Aggregation.Median or Aggregation.Percentile:
                return ScanOrdered(operation, window.Sorted[operation.Slot], row, from, to);
            default:
                return ScanSum(operation, window.Sums[operation.Slot], row, from, to);
        }
    }

    private double ScanSum(FeatureOperation operation, SumPlan sum, ReadOnlySpan<long> row, long from, long to)
    {
        Span<long> cells = stackalloc long[WindowSum.CellsWithSquares];
        cells.Clear();
        for (long p = from; p < to; p++)
            WindowSum.Add(cells, _windows.Number(row, p, sum.Column), 1);
        return operation.Aggregation switch
        {
            Aggregation.Risk => to == from ? 0 : WindowSum.Sum(cells) / (to - from),
            Aggregation.Sum => WindowSum.Sum(cells),
            Aggregation.Mean => WindowSum.Mean(cells),
            Aggregation.Std => WindowSum.Std(cells),
            _ => Zscore(sum.Column, cells),
        };
    }

    private int ScanDistinct(int column, ReadOnlySpan<long> row, long from, long to)
    {
        var symbols = new HashSet<int>();
        for (long p = from; p < to; p++)
            symbols.Add(_windows.Symbol(row, p, column));
        symbols.Remove(-1);
        return symbols.Count;
    }

    private double ScanOrdered(FeatureOperation operation, int column, ReadOnlySpan<long> row, long from, long to)
    {
        var bag = new SortedBag();
        for (long p = from; p < to; p++)
            if (_windows.Number(row, p, column) is var value && !double.IsNaN(value))
                bag.Add(value);
        return Ordered(operation, bag);
    }
}

namespace Vigil.Detection.Detectors.ControlChart;

/// <summary>
/// Learns where a control chart begins: medians and the spread around them, without the rows that are known to be anomalous.
/// </summary>
internal static class ControlChartTrainer
{
    // A standard deviation, of normal values, in median and in mean absolute deviations.
    private const double PerMedianDeviation = 1.4826, PerMeanDeviation = 1.2533;

    public static ControlChartState Fit(TrainingSet training, ControlChartOptions options)
    {
        var roles = training.Roles;
        double[] levels = new double[training.Dimensions], spreads = new double[training.Dimensions];
        for (int i = 0; i < levels.Length; i++)
        {
            var values = Known(training, i);
            levels[i] = Median(values);
            spreads[i] = Spread(values, levels[i]);
        }
        return new ControlChartState(
            options.Memory, options.Limit, levels, spreads, [.. roles.Select(role => role.Tail)], ColumnRole.Weights(roles));
    }

    private static List<(double Value, double Weight)> Known(TrainingSet training, int column)
    {
        var values = new List<(double, double)>(training.Count);
        for (int row = 0; row < training.Count; row++)
            if (training.Row(row)[column] is var value && !double.IsNaN(value) && !training.IsAnomalous(row))
                values.Add((value, training.WeightOf(row)));
        return values;
    }

    private static double Median(List<(double Value, double Weight)> values)
    {
        values.Sort();
        double half = values.Sum(v => v.Weight) / 2, below = 0;
        foreach (var (value, weight) in values)
            if ((below += weight) >= half)
                return value;
        return 0;
    }

    // Where most values are one and the same, their mean deviation decides; where all are, a twentieth of the level, or one at level zero.
    private static double Spread(List<(double Value, double Weight)> values, double level)
    {
        double total = values.Sum(v => v.Weight);
        double median = PerMedianDeviation * Median([.. values.Select(v => (Math.Abs(v.Value - level), v.Weight))]);
        double mean = total > 0 ? PerMeanDeviation * values.Sum(v => v.Weight / total * Math.Abs(v.Value - level)) : 0;
        double spread = median > 0 ? median : mean;
        double least = 1e-9 * Math.Abs(level);
        return spread > least ? spread : level == 0 ? 1 : Math.Abs(level) / 20;
    }
}

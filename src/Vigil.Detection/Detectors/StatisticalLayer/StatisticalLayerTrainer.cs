using Vigil.Detection.Numerics;

namespace Vigil.Detection.Detectors.StatisticalLayer;

/// <summary>Learns the tails of every column.</summary>
internal static class StatisticalLayerTrainer
{
    public static StatisticalLayerState Fit(ReadOnlySpan<double> rows, int dimensions, StatisticalLayerOptions options)
    {
        ColumnRole[] roles = options.Columns.IsDefaultOrEmpty
            ? [.. Enumerable.Range(0, dimensions).Select(family => new ColumnRole(Tail.Both, family))]
            : [.. options.Columns];
        var upper = new TailCurve?[dimensions];
        var lower = new TailCurve?[dimensions];
        var column = new double[rows.Length / dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            var (tail, isDeviation, runs) = (roles[i].Tail, roles[i].IsDeviation, roles[i].ComesInRuns);
            upper[i] = tail is Tail.Upper or Tail.Both ? TailCurve.Fit(Gather(rows, dimensions, i, 1, column), isDeviation, runs) : null;
            lower[i] = tail is Tail.Lower or Tail.Both ? TailCurve.Fit(Gather(rows, dimensions, i, -1, column), isDeviation, runs) : null;
        }
        return new StatisticalLayerState(-Math.Log(options.TailShare), upper, lower, Weights(roles));
    }

    private static double[] Gather(ReadOnlySpan<double> rows, int dimensions, int index, double sign, double[] column)
    {
        for (int row = 0; row < column.Length; row++)
            column[row] = sign * rows[row * dimensions + index];
        return column;
    }

    private static double[] Weights(ColumnRole[] roles)
    {
        var sizes = roles.Where(r => r.Tail != Tail.None).CountBy(r => r.Family).ToDictionary();
        return [.. roles.Select(r => 1.0 / sizes.GetValueOrDefault(r.Family, 1))];
    }
}

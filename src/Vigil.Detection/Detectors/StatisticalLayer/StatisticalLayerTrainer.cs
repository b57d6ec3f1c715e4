using Vigil.Detection.Numerics;

namespace Vigil.Detection.Detectors.StatisticalLayer;

/// <summary>Learns the tails of every column.</summary>
internal static class StatisticalLayerTrainer
{
    public static StatisticalLayerState Fit(TrainingSet training, double tailShare)
    {
        int dimensions = training.Dimensions;
        var roles = training.Roles;
        var upper = new TailCurve?[dimensions];
        var lower = new TailCurve?[dimensions];
        var column = new double[training.Count];
        for (int i = 0; i < dimensions; i++)
        {
            var (tail, isDeviation, runs) = (roles[i].Tail, roles[i].IsDeviation, roles[i].ComesInRuns);
            upper[i] = tail is Tail.Upper or Tail.Both ? TailCurve.Fit(Gather(training, i, 1, column), isDeviation, runs) : null;
            lower[i] = tail is Tail.Lower or Tail.Both ? TailCurve.Fit(Gather(training, i, -1, column), isDeviation, runs) : null;
        }
        return new StatisticalLayerState(-Math.Log(tailShare), upper, lower, ColumnRole.Weights(roles));
    }

    private static double[] Gather(TrainingSet training, int index, double sign, double[] column)
    {
        var rows = training.Rows;
        for (int row = 0; row < column.Length; row++)
            column[row] = sign * rows[row * training.Dimensions + index];
        return column;
    }
}

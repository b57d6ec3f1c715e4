namespace Vigil.Detection.Numerics;

/// <summary>Finds the columns of a table that hold more than one value; a missing one is none.</summary>
public static class VaryingColumns
{
    /// <summary>Their indexes, ascending. One pass over the row-major rows of that width.</summary>
    public static int[] Of(ReadOnlySpan<double> rows, int width)
    {
        double[] first = new double[width];
        bool[] varies = new bool[width];
        Array.Fill(first, double.NaN);
        for (int i = 0, column = 0; i < rows.Length; i++, column = column + 1 == width ? 0 : column + 1)
        {
            if (double.IsNaN(first[column]))
                first[column] = rows[i];
            varies[column] |= rows[i] < first[column] || rows[i] > first[column];
        }
        return [.. Enumerable.Range(0, width).Where(column => varies[column])];
    }
}

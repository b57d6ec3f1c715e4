using Vigil.Detection.Numerics;

namespace Vigil.Detection.Tests.TestData;

/// <summary>Row-major rows for tests, the same ones every time.</summary>
internal static class Rows
{
    /// <summary>Independent standard normal values.</summary>
    public static double[] Normal(int count, int dimensions, ulong seed = 7)
    {
        var random = new SeededRandom(seed);
        double[] rows = new double[count * dimensions];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = random.NextNormal();
        return rows;
    }

    /// <summary>Normal rows of which every 50th lies far outside, spread in all directions.</summary>
    public static (double[] Values, bool[] Labels) WithAnomalies(int count, int dimensions)
    {
        double[] rows = Normal(count, dimensions);
        bool[] labels = [.. Enumerable.Range(0, count).Select(row => row % 50 == 0)];
        var random = new SeededRandom(11);
        for (int i = 0; i < rows.Length; i++)
        {
            if (labels[i / dimensions])
                rows[i] = 16 * random.NextDouble() - 8;
        }
        return (rows, labels);
    }

    /// <summary>
    /// Normal rows with missing cells, a column that is always missing, a constant column, and a constant one with missing cells.
    /// </summary>
    public static double[] WithGaps(int count, int dimensions)
    {
        double[] rows = Normal(count, dimensions);
        for (int i = 0; i < rows.Length; i++)
        {
            int row = i / dimensions, column = i % dimensions;
            if (column == 0)
                rows[i] = double.NaN;
            else if (column < 3)
                rows[i] = 5;
            if (column != 1 && (row * 31 + column * 17) % 5 == 0)
                rows[i] = double.NaN;
        }
        return rows;
    }
}

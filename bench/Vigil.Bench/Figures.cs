using System.Globalization;

namespace Vigil.Bench;

/// <summary>Figures of several runs, printed.</summary>
internal static class Figures
{
    /// <summary>The median of some values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value that a share of the sorted values does not exceed.</summary>
    public static double Percentile(ReadOnlySpan<long> sorted, double share) =>
        sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];

    /// <summary>Prints a line with invariant numbers.</summary>
    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

namespace Vigil.Detection.Tests.TestData;

/// <summary>Agreement of two orders.</summary>
internal static class RankCorrelation
{
    /// <summary>Spearman's coefficient, −1…1; equal values share their mean rank.</summary>
    public static double Spearman(double[] first, double[] second)
    {
        double[] a = Ranks(first), b = Ranks(second);
        double mean = (a.Length - 1) / 2.0;
        double together = a.Zip(b, (x, y) => (x - mean) * (y - mean)).Sum();
        return together / Math.Sqrt(a.Sum(x => (x - mean) * (x - mean)) * b.Sum(y => (y - mean) * (y - mean)));
    }

    private static double[] Ranks(double[] values) =>
        Array.ConvertAll(values, value => values.Count(other => other < value) + (values.Count(other => other == value) - 1) / 2.0);
}

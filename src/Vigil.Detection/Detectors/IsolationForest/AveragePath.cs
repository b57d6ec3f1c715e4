namespace Vigil.Detection.Detectors.IsolationForest;

/// <summary>c(n): the average depth of an unsuccessful search in a binary search tree of n rows.</summary>
internal static class AveragePath
{
    private const double EulerGamma = 0.57721566490153286;

    /// <summary>
    /// Liu, Ting, Zhou, ICDM 2008, equation 1, with the exact values for one and two rows as in scikit-learn's
    /// <c>_average_path_length</c>.
    /// </summary>
    public static double Length(int rows) => rows switch
    {
        <= 1 => 0,
        2 => 1,
        _ => 2 * (Math.Log(rows - 1.0) + EulerGamma) - 2 * (rows - 1.0) / rows,
    };
}

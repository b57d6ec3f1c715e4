namespace Vigil.Engine.Scoring;

/// <summary>
/// How exactly what is usual is told beside a feature: to seven digits, which is more than words say, and half the bytes in the journal. It
/// is so from the beginning, online and offline; scores do not depend on it.
/// </summary>
internal static class UsualPrecision
{
    private const double Least = 1e-30, Most = 1e30;

    /// <summary>The value that is told. Whole numbers, such as counts, stay.</summary>
    public static double Of(double usual) =>
        double.IsInteger(usual) || Math.Abs(usual) is not (>= Least and <= Most) ? usual : (float)usual;

    /// <summary>The same for each.</summary>
    public static void Apply(Span<double> usual)
    {
        foreach (ref double value in usual)
            value = Of(value);
    }
}

using Vigil.Detection.Persistence;

namespace Vigil.Engine.Models;

/// <summary>Fills and scales feature values with what was learned in training. Immutable.</summary>
public sealed class Preprocessor
{
    private readonly double[] _fill;
    private readonly double[] _shift;
    private readonly double[] _scale;

    private Preprocessor(double[] fill, double[] shift, double[] scale) => (_fill, _shift, _scale) = (fill, shift, scale);

    /// <summary>Learns fill values, shifts and scales, column by column; a column without spread is not scaled.</summary>
    public static Preprocessor Fit(ReadOnlySpan<double> rows, int width, PreprocessingOptions options)
    {
        var preprocessor = new Preprocessor(new double[width], new double[width], new double[width]);
        for (int column = 0; column < width; column++)
        {
            double[] known = Known(rows, width, column);
            double fill = preprocessor._fill[column] = Fill(known, options);
            var (shift, scale) = ShiftAndScale(known, options.Scaling);
            preprocessor._shift[column] = shift;
            preprocessor._scale[column] = scale > 0 && double.IsFinite(scale) ? scale : 1;
        }
        return preprocessor;
    }

    /// <summary>Prepares rows in place.</summary>
    public void Apply(Span<double> rows)
    {
        for (int i = 0, column = 0; i < rows.Length; i++, column = column + 1 == _fill.Length ? 0 : column + 1)
        {
            double value = double.IsNaN(rows[i]) ? _fill[column] : rows[i];
            rows[i] = (value - _shift[column]) / _scale[column];
        }
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(ModelWriter writer)
    {
        writer.WriteArray<double>(_fill);
        writer.WriteArray<double>(_shift);
        writer.WriteArray<double>(_scale);
    }

    /// <summary>Reads what was learned.</summary>
    public static Preprocessor Read(ModelReader reader) =>
        new(reader.ReadArray<double>(), reader.ReadArray<double>(), reader.ReadArray<double>());

    // Sorted, missing values left out.
    private static double[] Known(ReadOnlySpan<double> rows, int width, int column)
    {
        var known = new List<double>();
        for (int i = column; i < rows.Length; i += width)
            if (!double.IsNaN(rows[i]))
                known.Add(rows[i]);
        known.Sort();
        return [.. known];
    }

    private static double Fill(double[] sorted, PreprocessingOptions options) => options.Imputation switch
    {
        Imputation.None => double.NaN,
        Imputation.Constant => options.Constant,
        _ when sorted.Length == 0 => 0,
        Imputation.Mean => sorted.Average(),
        Imputation.Median => Quantile(sorted, 0.5),
        Imputation.MostFrequent => sorted.CountBy(v => v).MaxBy(g => g.Value).Key,
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Imputation, "Unknown imputation."),
    };

    private static (double Shift, double Scale) ShiftAndScale(double[] sorted, Scaling scaling)
    {
        if (scaling == Scaling.None || sorted.Length == 0)
            return (0, 1);
        double mean = sorted.Average();
        return scaling switch
        {
            Scaling.Standard => (mean, Math.Sqrt(sorted.Average(v => (v - mean) * (v - mean)))),
            Scaling.MinMax => (sorted[0], sorted[^1] - sorted[0]),
            Scaling.Robust => (Quantile(sorted, 0.5), Quantile(sorted, 0.75) - Quantile(sorted, 0.25)),
            _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "Unknown scaling."),
        };
    }

    private static double Quantile(double[] sorted, double share)
    {
        double rank = share * (sorted.Length - 1);
        int below = (int)rank;
        return below + 1 < sorted.Length ? sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}

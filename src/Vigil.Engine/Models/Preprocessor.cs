using Vigil.Detection.Persistence;
using Vigil.Engine.Features;

namespace Vigil.Engine.Models;

/// <summary>Fills and scales feature values with what was learned in training. Immutable.</summary>
public sealed class Preprocessor
{
    // Formats of model files: the first showed all columns as they are.
    private const int WithoutShapes = 1, WithoutRatios = 2;

    private readonly double[] _fill;
    private readonly double[] _shift;
    private readonly double[] _scale;
    private readonly ColumnShape[] _shapes;

    private Preprocessor(double[] fill, double[] shift, double[] scale, ColumnShape[] shapes) =>
        (_fill, _shift, _scale, _shapes) = (fill, shift, scale, shapes);

    /// <summary>Learns fill values, shifts and scales, column by column; a column without spread is not scaled.</summary>
    public static Preprocessor Fit(ReadOnlySpan<double> rows, int width, PreprocessingOptions options) =>
        Fit(rows, width, options, [.. Enumerable.Repeat(new ColumnShape(ColumnSide.Both, double.NaN, -1), width)]);

    /// <summary>The same for columns that are shown in part.</summary>
    internal static Preprocessor Fit(ReadOnlySpan<double> rows, int width, PreprocessingOptions options, ColumnShape[] shapes)
    {
        var preprocessor = new Preprocessor(new double[width], new double[width], new double[width], shapes);
        for (int column = 0; column < width; column++)
        {
            double[] known = Known(rows, width, column, shapes[column].IsRatio);
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
        for (; rows.Length > 0; rows = rows[_fill.Length..])
            ApplyToRow(rows[.._fill.Length]);
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(ModelWriter writer)
    {
        writer.WriteArray<double>(_fill);
        writer.WriteArray<double>(_shift);
        writer.WriteArray<double>(_scale);
        writer.WriteArray<int>([.. _shapes.Select(s => (int)s.Side)]);
        writer.WriteArray<double>([.. _shapes.Select(s => s.Neutral)]);
        writer.WriteArray<int>([.. _shapes.Select(s => s.Damping)]);
        writer.WriteArray<int>([.. _shapes.Select(s => s.IsRatio ? 1 : 0)]);
    }

    /// <summary>Reads what was learned.</summary>
    /// <exception cref="InvalidDataException">The bytes are not that.</exception>
    public static Preprocessor Read(ModelReader reader) => Read(reader, Model.FileVersion);

    /// <summary>Reads what was learned, from a model file of that format.</summary>
    internal static Preprocessor Read(ModelReader reader, int format)
    {
        double[] fill = reader.ReadArray<double>(), shift = reader.ReadArray<double>(), scale = reader.ReadArray<double>();
        var shapes = format == WithoutShapes
            ? [.. fill.Select(_ => new ColumnShape(ColumnSide.Both, double.NaN, -1))]
            : ReadShapes(reader, format);
        bool isSound = shift.Length == fill.Length && scale.Length == fill.Length && shapes.Length == fill.Length
            && shapes.All(shape => shape.Damping >= -1 && shape.Damping < fill.Length && Enum.IsDefined(shape.Side));
        return isSound ? new(fill, shift, scale, shapes) : throw Damaged();
    }

    private static ColumnShape[] ReadShapes(ModelReader reader, int format)
    {
        int[] sides = reader.ReadArray<int>();
        double[] neutral = reader.ReadArray<double>();
        int[] damping = reader.ReadArray<int>(), ratios = format == WithoutRatios ? new int[sides.Length] : reader.ReadArray<int>();
        if (neutral.Length != sides.Length || damping.Length != sides.Length || ratios.Length != sides.Length)
            throw Damaged();
        // Before there were ratios, there was no side with the number of Known either.
        int moved = format == WithoutRatios ? 1 : 0;
        return [.. sides.Select((side, i) => new ColumnShape(
            (ColumnSide)(side >= (int)ColumnSide.Known ? side + moved : side), neutral[i], damping[i], ratios[i] != 0))];
    }

    private static InvalidDataException Damaged() => new("The preparation of feature values is damaged: train the model again.");

    // What damps others has no voice; its value is kept until all have been shown.
    private void ApplyToRow(Span<double> row)
    {
        for (int column = 0; column < row.Length; column++)
            if (_shapes[column].Side != ColumnSide.Neither)
                row[column] = (Shown(column, row) - _shift[column]) / _scale[column];
        for (int column = 0; column < row.Length; column++)
            if (_shapes[column].Side == ColumnSide.Neither)
                row[column] = 0;
    }

    private double Shown(int column, ReadOnlySpan<double> row)
    {
        ref readonly var shape = ref _shapes[column];
        double value = double.IsNaN(row[column]) ? _fill[column] : shape.IsRatio ? Usual.DeviationOf(row[column]) : row[column];
        if (shape.Side == ColumnSide.Both)
            return value;
        bool isSeen = shape.Side switch
        {
            ColumnSide.Known => !double.IsNaN(value),
            ColumnSide.Upper => value > shape.Neutral,
            _ => value < shape.Neutral,
        };
        if (!isSeen)
            return shape.Neutral;
        double explained = shape.Damping < 0 ? 0 : row[shape.Damping] / UnusualSizes.Certain;
        return explained > 0 ? shape.Neutral + (value - shape.Neutral) * (1 - explained) : value;
    }

    // Sorted, missing values left out.
    private static double[] Known(ReadOnlySpan<double> rows, int width, int column, bool isRatio)
    {
        var known = new List<double>();
        for (int i = column; i < rows.Length; i += width)
            if (!double.IsNaN(rows[i]))
                known.Add(isRatio ? Usual.DeviationOf(rows[i]) : rows[i]);
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

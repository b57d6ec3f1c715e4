using Vigil.Detection.Persistence;
using Vigil.Engine.Models;

namespace Vigil.Engine.Tests.Models;

public sealed class PreprocessorTests
{
    private const double Missing = double.NaN;
    private static readonly double[] Column = [2, Missing, 4, 4, 10];

    [Theory]
    [InlineData(Imputation.None, Missing)]
    [InlineData(Imputation.Mean, 5)]
    [InlineData(Imputation.Median, 4)]
    [InlineData(Imputation.MostFrequent, 4)]
    [InlineData(Imputation.Constant, -1)]
    public void Apply_MissingValue_IsFilledAsAsked(Imputation imputation, double expected) =>
        Apply(Column, 1, new PreprocessingOptions(imputation, Constant: -1)).ShouldBe([2, expected, 4, 4, 10]);

    [Fact]
    public void Apply_StandardScaling_GivesMeanZeroAndDeviationOne()
    {
        double[] scaled = Apply([2, 4, 4, 10], 1, new PreprocessingOptions(Scaling: Scaling.Standard));

        scaled.Average().ShouldBe(0, 1e-12);
        scaled.Average(v => v * v).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Apply_MinMaxScaling_GivesZeroToOne() =>
        Apply([2, 4, 4, 10], 1, new PreprocessingOptions(Scaling: Scaling.MinMax)).ShouldBe([0, 0.25, 0.25, 1]);

    [Fact]
    public void Apply_RobustScaling_IsByMedianAndQuartiles() =>
        Apply([1, 2, 3, 4, 5], 1, new PreprocessingOptions(Scaling: Scaling.Robust)).ShouldBe([-1, -0.5, 0, 0.5, 1]);

    [Theory]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Robust)]
    public void Apply_ColumnWithoutSpreadOrValues_StaysFinite(Scaling scaling)
    {
        double[] prepared = Apply([7, Missing, 7, Missing], 2, new PreprocessingOptions(Imputation.Mean, Scaling: scaling));

        prepared.ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void Apply_SeveralColumns_EachHasItsOwn() =>
        Apply([0, 100, 10, 300], 2, new PreprocessingOptions(Scaling: Scaling.MinMax)).ShouldBe([0, 0, 1, 1]);

    [Fact]
    public void Apply_NothingAsked_ChangesNoBit() => Apply(Column, 1, new PreprocessingOptions()).ShouldBe(Column);

    [Fact]
    public void Apply_SizeColumn_ShowsBothSidesAndMissingOnesAsUsual() =>
        Shown(new ColumnShape(ColumnSide.Known, 4, -1), [1, Missing, 9]).ShouldBe([1, 4, 9]);

    [Fact]
    public void Apply_RatioColumn_IsAsFarAboveTheUsualAsItsInverseIsBelow()
    {
        double[] shown = Shown(new ColumnShape(ColumnSide.Known, 0, -1, IsRatio: true), [1, 8, 1 / 8.0, Missing]);

        shown[0].ShouldBe(0);
        shown[1].ShouldBe(Math.Log(8) / 0.75, 1e-12);
        shown[2].ShouldBe(-shown[1], 1e-12);
        shown[3].ShouldBe(0);
    }

    [Fact]
    public void Read_WrittenShapes_PrepareTheSameBits()
    {
        ColumnShape[] shapes = [new(ColumnSide.Known, 0, 1, IsRatio: true), new(ColumnSide.Neither, 0, -1)];
        double[] rows = [8, 1, 3, 0, Missing, 2];
        var preprocessor = Preprocessor.Fit(rows, 2, new PreprocessingOptions(Imputation.Mean, Scaling: Scaling.Robust), shapes);
        var writer = new ModelWriter();
        preprocessor.Write(writer);
        double[] read = [.. rows];
        Preprocessor.Read(new ModelReader(writer.Written.ToArray())).Apply(read);
        preprocessor.Apply(rows);

        read.ShouldBe(rows);
    }

    [Fact]
    public void Read_Written_PreparesTheSameBits()
    {
        var preprocessor = Preprocessor.Fit(Column, 1, new PreprocessingOptions(Imputation.Mean, Scaling: Scaling.Standard));
        var writer = new ModelWriter();
        preprocessor.Write(writer);
        double[] expected = [.. Column], found = [.. Column];
        preprocessor.Apply(expected);
        Preprocessor.Read(new ModelReader(writer.Written.ToArray())).Apply(found);

        found.ShouldBe(expected);
    }

    private static double[] Apply(double[] rows, int width, PreprocessingOptions options)
    {
        double[] prepared = [.. rows];
        Preprocessor.Fit(rows, width, options).Apply(prepared);
        return prepared;
    }

    private static double[] Shown(ColumnShape shape, double[] column)
    {
        double[] rows = [.. column];
        Preprocessor.Fit(rows, 1, new PreprocessingOptions(), [shape]).Apply(rows);
        return rows;
    }
}

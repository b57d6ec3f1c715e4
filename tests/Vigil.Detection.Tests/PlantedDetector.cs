using System.Collections.Immutable;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Tests;

/// <summary>Ways to break the contract, named after the promise that must notice.</summary>
public enum PlantedFault
{
    None,
    OtherName,
    SeedIgnored,
    StateRounded,
    StateGuessed,
    DependsOnBatch,
    DependsOnThread,
    WritesForNoRows,
    WritesBeyondRows,
    DoesNotAddUp,
    MissingIsNotANumber,
    EqualRowsAreNotANumber,
    HugeOverflows,
    ScoringAllocates,
    ExplainingAllocates,
    ScoresAllAlike,
    ScoringTakesAnyLength,
    ExplainingTakesAnyLength,
    TakesAnyOption,
    SettingIsLost,
    LabelsAreNotANumber,
    LearnsNothing,
    ForgetsAfterRestart,
    SharesItsState,
    ScoresByTheNewestState,
    UpdatingAllocates,
    UpdatingTakesAnyLength,
}

/// <summary>A correct little detector (distance from the mean, summed over the columns) with one fault planted.</summary>
internal sealed record PlantedOptions(PlantedFault Fault) : IDetectorOptions
{
    private static ulong _fits;

    public int Weight { get; init; } = 1;

    public bool IsStreaming { get; init; }

    public string Name => "planted";

    public string Title => "planted";

    public ImmutableArray<DetectorSetting> Settings =>
    [
        DetectorSetting.Whole<PlantedOptions>(
            "weight", 0, 9, "weight", o => o.Weight,
            (o, value) => Fault == PlantedFault.SettingIsLost && value > 0 ? o : o with { Weight = value }),
    ];

    public IDetector Fit(TrainingSet training, ulong seed)
    {
        if (Fault != PlantedFault.TakesAnyOption)
            ArgumentOutOfRangeException.ThrowIfNegative(Weight);
        var rows = training.Rows;
        int dimensions = training.Dimensions;
        double[] means = new double[dimensions];
        for (int column = 0; column < dimensions; column++)
        {
            double sum = 0, count = 0;
            for (int at = column; at < rows.Length; at += dimensions)
            {
                if (double.IsNaN(rows[at]))
                    continue;
                sum += rows[at];
                count++;
            }
            means[column] = sum / Math.Max(count, 1);
            if (Fault == PlantedFault.EqualRowsAreNotANumber && rows.Length <= 2 * dimensions)
                means[column] = double.NaN;
        }
        if (Fault == PlantedFault.SeedIgnored)
            means[0] += ++_fits;
        if (Fault == PlantedFault.LabelsAreNotANumber && !training.Labels.IsEmpty)
            means[0] = training.Labels.Span[0];
        return IsStreaming ? new PlantedStream(Fault, means) : new PlantedDetector(Fault, means);
    }

    public IDetector Read(ModelReader reader)
    {
        if (IsStreaming)
            return new PlantedStream(Fault, reader.ReadArray<double>(), isRestarted: true);
        if (Fault != PlantedFault.StateGuessed)
            return new PlantedDetector(Fault, reader.ReadArray<double>());
        try
        {
            return new PlantedDetector(Fault, reader.ReadArray<double>());
        }
        catch (InvalidDataException)
        {
            return new PlantedDetector(Fault, [0]);
        }
    }
}

internal sealed class PlantedDetector(PlantedFault fault, double[] means) : IRowDetector, IExplainer
{
    public string Name => fault == PlantedFault.OtherName ? "other" : "planted";

    public int Dimensions => means.Length;

    public double Baseline => 0;

    public void Score(ReadOnlySpan<double> rows, Span<double> scores)
    {
        int count = rows.Length / Dimensions;
        if (fault == PlantedFault.ScoringTakesAnyLength)
            count = Math.Min(count, scores.Length);
        else if (rows.Length % Dimensions != 0 || scores.Length < count)
            throw new ArgumentException("wrong length");
        if (fault == PlantedFault.WritesForNoRows && count == 0 || fault == PlantedFault.WritesBeyondRows)
            scores[^1] = 0;
        if (fault == PlantedFault.ScoringAllocates)
            GC.KeepAlive(new object());
        for (int row = 0; row < count; row++)
        {
            double score = 0;
            for (int column = 0; column < Dimensions; column++)
                score += Part(rows[row * Dimensions + column], column);
            scores[row] = score + (fault == PlantedFault.DependsOnBatch ? count : 0);
        }
    }

    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        if (fault != PlantedFault.ExplainingTakesAnyLength && (row.Length != Dimensions || contributions.Length != Dimensions))
            throw new ArgumentException("wrong length");
        if (fault == PlantedFault.ExplainingAllocates)
            GC.KeepAlive(new object());
        for (int column = 0; column < Math.Min(row.Length, Dimensions); column++)
            contributions[column] = Part(row[column], column) + (fault == PlantedFault.DoesNotAddUp ? 1e-6 : 0);
    }

    public void Write(ModelWriter writer) =>
        writer.WriteArray<double>(fault == PlantedFault.StateRounded ? Array.ConvertAll(means, mean => (double)(float)mean) : means);

    private double Part(double value, int column)
    {
        if (double.IsNaN(value))
            return fault == PlantedFault.MissingIsNotANumber ? value : 0;
        double part = fault == PlantedFault.ScoresAllAlike ? 0 : Math.Abs(value - means[column]);
        return fault switch
        {
            PlantedFault.HugeOverflows => Math.Pow(part, 18),
            PlantedFault.DependsOnThread => part + Environment.CurrentManagedThreadId,
            _ => part,
        };
    }
}

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
    TrainingTakesAnyLength,
    TakesInfinity,
    TakesAnyOption,
}

/// <summary>A correct little detector (distance from the mean, summed over the columns) with one fault planted.</summary>
internal sealed record PlantedOptions(PlantedFault Fault) : IDetectorOptions
{
    private static ulong _fits;

    public int Weight { get; init; } = 1;

    public string Name => "planted";

    public IDetector Fit(ReadOnlySpan<double> rows, int dimensions, ulong seed)
    {
        if (Fault != PlantedFault.TakesAnyOption)
            ArgumentOutOfRangeException.ThrowIfNegative(Weight);
        if (Fault != PlantedFault.TrainingTakesAnyLength && (dimensions < 1 || rows.IsEmpty || rows.Length % dimensions != 0))
            throw new ArgumentException("wrong length");
        double[] means = new double[Math.Max(dimensions, 1)];
        for (int column = 0; column < dimensions; column++)
        {
            double sum = 0, count = 0;
            for (int at = column; at < rows.Length; at += dimensions)
            {
                if (double.IsInfinity(rows[at]) && Fault != PlantedFault.TakesInfinity)
                    throw new ArgumentException("infinite");
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
        return new PlantedDetector(Fault, means);
    }

    public IDetector Read(ModelReader reader)
    {
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

internal sealed class PlantedDetector(PlantedFault fault, double[] means) : IDetector
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

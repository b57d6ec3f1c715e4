using Vigil.Detection.Numerics;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.StatisticalLayer;

/// <summary>What the statistical layer has learned: per column the curves of its tails and its weight, 1 / size of its family.</summary>
/// <param name="Threshold">Surprise in nats from which a value contributes.</param>
/// <param name="Upper">Per column the curve of great values, or null.</param>
/// <param name="Lower">Per column the curve of small values (of the negated column), or null.</param>
/// <param name="Weights">Per column, in (0, 1].</param>
public sealed record StatisticalLayerState(double Threshold, TailCurve?[] Upper, TailCurve?[] Lower, double[] Weights)
{
    private const int FormatVersion = 2, WithoutDeviations = 1;

    /// <summary>Writes the state.</summary>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(FormatVersion);
        writer.Write(Threshold);
        writer.WriteArray<double>(Weights);
        foreach (var curve in Upper.Concat(Lower))
        {
            writer.Write(curve is null ? 0 : 1);
            curve?.Write(writer);
        }
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public static StatisticalLayerState Read(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        int version = reader.ReadInt32();
        if (version is not (FormatVersion or WithoutDeviations))
            throw new InvalidDataException(
                $"A statistical layer of format {version} where {FormatVersion} is expected: use the program that wrote it.");
        double threshold = reader.ReadDouble();
        double[] weights = reader.ReadArray<double>();
        bool knowsDeviations = version != WithoutDeviations;
        return new StatisticalLayerState(
            threshold, ReadCurves(reader, weights.Length, knowsDeviations), ReadCurves(reader, weights.Length, knowsDeviations), weights);
    }

    private static TailCurve?[] ReadCurves(ModelReader reader, int count, bool knowsDeviations)
    {
        var curves = new TailCurve?[count];
        for (int i = 0; i < count; i++)
            curves[i] = reader.ReadInt32() == 0 ? null : TailCurve.Read(reader, knowsDeviations);
        return curves;
    }
}

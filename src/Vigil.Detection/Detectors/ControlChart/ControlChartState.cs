using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.ControlChart;

/// <summary>What a control chart learned in training: where it begins, and what its columns mean.</summary>
/// <param name="Memory">Rows that it looks back on.</param>
/// <param name="Limit">Standard deviations within which a value contributes nothing.</param>
/// <param name="Levels">Per column the median.</param>
/// <param name="Spreads">Per column the standard deviation, above 0.</param>
/// <param name="Tails">Per column the suspicious values.</param>
/// <param name="Weights">Per column, in (0, 1].</param>
public sealed record ControlChartState(int Memory, double Limit, double[] Levels, double[] Spreads, Tail[] Tails, double[] Weights)
{
    private const int FormatVersion = 1;

    /// <summary>Writes the state.</summary>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(FormatVersion);
        writer.Write(Memory);
        writer.Write(Limit);
        writer.WriteArray<double>(Levels);
        writer.WriteArray<double>(Spreads);
        writer.WriteArray<int>([.. Tails.Select(tail => (int)tail)]);
        writer.WriteArray<double>(Weights);
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public static ControlChartState Read(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        int version = reader.ReadInt32();
        if (version != FormatVersion)
            throw new InvalidDataException(
                $"A control chart of format {version} where {FormatVersion} is expected: use the program that wrote it.");
        var state = new ControlChartState(
            reader.ReadInt32(), reader.ReadDouble(), reader.ReadArray<double>(), reader.ReadArray<double>(),
            [.. reader.ReadArray<int>().Select(tail => (Tail)tail)], reader.ReadArray<double>());
        int[] lengths = [state.Levels.Length, state.Spreads.Length, state.Tails.Length, state.Weights.Length];
        if (state.Memory < 1 || lengths[0] < 1 || lengths.Distinct().Count() > 1 || state.Spreads.Any(s => !(s > 0)))
            throw new InvalidDataException("A control chart is damaged: train the model again.");
        return state;
    }
}

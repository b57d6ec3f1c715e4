namespace Vigil.Engine.Models;

/// <summary>What a stream's model consists of.</summary>
public sealed record ModelOptions
{
    /// <summary>Trees of the isolation forest, 1…10,000.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows each tree is grown on, 2…65,536.</summary>
    public int SampleSize { get; init; } = 256;

    /// <summary>Weight of the isolation forest in the ensemble, at least 0.</summary>
    public double ForestWeight { get; init; } = 0.15;

    /// <summary>Weight of the statistical layer in the ensemble, at least 0.</summary>
    public double StatisticalWeight { get; init; } = 0.85;

    /// <summary>Preparation of the feature values.</summary>
    public PreprocessingOptions Preprocessing { get; init; } = new();

    /// <summary>Seed of every random choice in training.</summary>
    public ulong Seed { get; init; } = 42;
}

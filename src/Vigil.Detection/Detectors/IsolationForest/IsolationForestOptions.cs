using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.IsolationForest;

/// <summary>Parameters of the isolation forest; the defaults are those of the paper.</summary>
public sealed record IsolationForestOptions : IDetectorOptions
{
    /// <summary>Trees, 1…10,000. More trees make scores steadier and scoring slower.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows each tree is grown on, 2…65,536; drawn without replacement. Fewer training rows than this are all used.</summary>
    public int SampleSize { get; init; } = 256;

    /// <inheritdoc/>
    public string Name => IsolationForest.DetectorName;

    /// <summary>0.03: of the way from a row like all others (0.5) to one that the first cut isolates, ten steps or so.</summary>
    public double LeastPerLogOdds => 0.03;

    /// <inheritdoc/>
    public IDetector Fit(ReadOnlySpan<double> rows, int dimensions, ulong seed)
    {
        DetectorArguments.InRange(Trees, 1, 10_000, nameof(Trees));
        DetectorArguments.InRange(SampleSize, 2, 65_536, nameof(SampleSize));
        DetectorArguments.TrainingRows(rows, dimensions);
        return new IsolationForest(IsolationForestTrainer.Grow(rows, dimensions, this, seed));
    }

    /// <inheritdoc/>
    public IDetector Read(ModelReader reader) => new IsolationForest(IsolationForestState.Read(reader));
}

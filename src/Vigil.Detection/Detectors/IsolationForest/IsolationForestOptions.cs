using System.Collections.Immutable;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.IsolationForest;

/// <summary>Parameters of the isolation forest; the defaults are those of the paper.</summary>
public sealed record IsolationForestOptions : IDetectorOptions
{
    private static readonly ImmutableArray<DetectorSetting> Known =
    [
        DetectorSetting.Whole<IsolationForestOptions>(
            "trees", 1, 10_000, "trees of the isolation forest", o => o.Trees, (o, value) => o with { Trees = value }),
        DetectorSetting.Whole<IsolationForestOptions>(
            "sample_size", 2, 65_536, "rows that each tree is grown on", o => o.SampleSize, (o, value) => o with { SampleSize = value }),
    ];

    /// <summary>Trees, 1…10,000. More trees make scores steadier and scoring slower.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows each tree is grown on, 2…65,536; drawn without replacement. Fewer training rows than this are all used.</summary>
    public int SampleSize { get; init; } = 256;

    /// <inheritdoc/>
    public string Name => IsolationForest.DetectorName;

    /// <inheritdoc/>
    public string Title => "isolation forest";

    /// <inheritdoc/>
    public double DefaultWeight => 0.15;

    /// <inheritdoc/>
    public string WeightKey => "forest_weight";

    /// <inheritdoc/>
    public ImmutableArray<DetectorSetting> Settings => Known;

    /// <summary>0.03: of the way from a row like all others (0.5) to one that the first cut isolates, ten steps or so.</summary>
    public double LeastPerLogOdds => 0.03;

    /// <inheritdoc cref="IDetectorOptions.Fit"/>
    public IsolationForest Fit(TrainingSet training, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(training);
        DetectorArguments.InRange(this);
        return new IsolationForest(IsolationForestTrainer.Grow(training.Rows, training.Dimensions, this, seed));
    }

    IDetector IDetectorOptions.Fit(TrainingSet training, ulong seed) => Fit(training, seed);

    /// <inheritdoc/>
    public IDetector Read(ModelReader reader) => new IsolationForest(IsolationForestState.Read(reader));
}

using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.StatisticalLayer;

/// <summary>Parameters of the statistical layer.</summary>
public sealed record StatisticalLayerOptions : IDetectorOptions
{
    /// <summary>The share of the sample, above 0 and at most 1, that counts as tail: commoner values contribute nothing.</summary>
    public double TailShare { get; init; } = 0.05;

    /// <inheritdoc/>
    public string Name => StatisticalLayer.DetectorName;

    /// <inheritdoc/>
    public string Title => "statistical layer";

    /// <inheritdoc/>
    public double DefaultWeight => 0.85;

    /// <inheritdoc/>
    public string WeightKey => "statistical_weight";

    /// <summary>1: the score is in nats, and a nat of surprise is worth one unit of log-odds at most.</summary>
    public double LeastPerLogOdds => 1;

    /// <inheritdoc cref="IDetectorOptions.Fit"/>
    public StatisticalLayer Fit(TrainingSet training, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(training);
        DetectorArguments.AboveZero(TailShare, 1, nameof(TailShare));
        return new StatisticalLayer(StatisticalLayerTrainer.Fit(training, TailShare));
    }

    IDetector IDetectorOptions.Fit(TrainingSet training, ulong seed) => Fit(training, seed);

    /// <inheritdoc/>
    public IDetector Read(ModelReader reader) => new StatisticalLayer(StatisticalLayerState.Read(reader));
}

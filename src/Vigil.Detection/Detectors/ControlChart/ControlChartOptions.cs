using System.Collections.Immutable;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.ControlChart;

/// <summary>Parameters of the moving control chart.</summary>
public sealed record ControlChartOptions : IDetectorOptions
{
    private static readonly ImmutableArray<DetectorSetting> Known =
    [
        DetectorSetting.Whole<ControlChartOptions>(
            "chart_memory", 10, 10_000_000, "transactions that the control chart looks back on",
            o => o.Memory, (o, value) => o with { Memory = value }),
        DetectorSetting.Number<ControlChartOptions>(
            "chart_limit", 0.5, 20, "standard deviations within which a value contributes nothing",
            o => o.Limit, (o, value) => o with { Limit = value }),
    ];

    /// <summary>Rows that it looks back on, 10…10,000,000: older ones have a seventh of the weight together.</summary>
    public int Memory { get; init; } = 2_000;

    /// <summary>Standard deviations within which a value contributes nothing, 0.5…20.</summary>
    public double Limit { get; init; } = 3;

    /// <inheritdoc/>
    public string Name => ControlChart.DetectorName;

    /// <inheritdoc/>
    public string Title => "control chart";

    /// <inheritdoc/>
    public string WeightKey => "chart_weight";

    /// <inheritdoc/>
    public ImmutableArray<DetectorSetting> Settings => Known;

    /// <summary>0.5: a unit of log-odds takes half a standard deviation at least.</summary>
    public double LeastPerLogOdds => 0.5;

    /// <inheritdoc cref="IDetectorOptions.Fit"/>
    public ControlChart Fit(TrainingSet training, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(training);
        DetectorArguments.InRange(this);
        return new ControlChart(ControlChartTrainer.Fit(training, this));
    }

    IDetector IDetectorOptions.Fit(TrainingSet training, ulong seed) => Fit(training, seed);

    /// <inheritdoc/>
    public IDetector Read(ModelReader reader) => new ControlChart(ControlChartState.Read(reader));
}

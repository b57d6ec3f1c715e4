using System.Collections.Immutable;

namespace Vigil.Detection.Detectors;

/// <summary>Every detector there is, in the order in which files and explanations name them. Adding one is a line here.</summary>
public static class DetectorRegistry
{
    /// <summary>Their options with the defaults.</summary>
    public static ImmutableArray<IDetectorOptions> All { get; } =
    [
        new IsolationForest.IsolationForestOptions(),
        new StatisticalLayer.StatisticalLayerOptions(),
        new ControlChart.ControlChartOptions(),
    ];
}

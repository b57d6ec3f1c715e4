using System.Collections.Immutable;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.StatisticalLayer;

/// <summary>Which values of a column are suspicious.</summary>
public enum Tail
{
    /// <summary>None: the column says nothing by itself.</summary>
    None,

    /// <summary>Great values.</summary>
    Upper,

    /// <summary>Small values.</summary>
    Lower,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>How one column takes part.</summary>
/// <param name="Tail">Its suspicious values.</param>
/// <param name="Family">The family of columns that say much the same and share one voice.</param>
/// <param name="IsDeviation">
/// Whether its values are deviations in standard deviations: then a value is as surprising as the sample says with an exponential tail,
/// and a nat takes half a standard deviation at least, so that a value within its spread is no surprise however rare.
/// </param>
/// <param name="ComesInRuns">
/// Of deviations: whether great ones come many at once, as in a burst. They are no yardstick for themselves then, and none is more
/// surprising than it says, however rare.
/// </param>
public readonly record struct ColumnRole(Tail Tail, int Family, bool IsDeviation = false, bool ComesInRuns = false);

/// <summary>Parameters of the statistical layer.</summary>
public sealed record StatisticalLayerOptions : IDetectorOptions
{
    /// <summary>One role per column; empty means both tails and a family of its own for every column.</summary>
    public ImmutableArray<ColumnRole> Columns { get; init; } = [];

    /// <summary>The share of the sample, above 0 and at most 1, that counts as tail: commoner values contribute nothing.</summary>
    public double TailShare { get; init; } = 0.05;

    /// <inheritdoc/>
    public string Name => StatisticalLayer.DetectorName;

    /// <summary>1: the score is in nats, and a nat of surprise is worth one unit of log-odds at most.</summary>
    public double LeastPerLogOdds => 1;

    /// <inheritdoc/>
    public IDetector Fit(ReadOnlySpan<double> rows, int dimensions, ulong seed)
    {
        DetectorArguments.AboveZero(TailShare, 1, nameof(TailShare));
        if (!Columns.IsDefaultOrEmpty)
            DetectorArguments.InRange(Columns.Length, dimensions, dimensions, nameof(Columns));
        DetectorArguments.TrainingRows(rows, dimensions);
        return new StatisticalLayer(StatisticalLayerTrainer.Fit(rows, dimensions, this));
    }

    /// <inheritdoc/>
    public IDetector Read(ModelReader reader) => new StatisticalLayer(StatisticalLayerState.Read(reader));
}

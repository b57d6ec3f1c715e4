using System.Collections.Immutable;
using Vigil.Detection;
using Vigil.Detection.Detectors;

namespace Vigil.Engine.Models;

/// <summary>A detector's parameters and its weight in the ensemble, at least 0; 0 leaves it out.</summary>
public sealed record DetectorChoice(IDetectorOptions Options, double Weight);

/// <summary>What a stream's model consists of.</summary>
public sealed record ModelOptions
{
    /// <summary>Every detector of the registry, in its order.</summary>
    public ImmutableArray<DetectorChoice> Detectors { get; init; } =
        [.. DetectorRegistry.All.Select(options => new DetectorChoice(options, options.DefaultWeight))];

    /// <summary>Preparation of the feature values.</summary>
    public PreprocessingOptions Preprocessing { get; init; } = new();

    /// <summary>Seed of every random choice.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>These options with one setting changed, such as <c>trees</c>; see <see cref="ModelSetting.All"/>.</summary>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    public ModelOptions With(string key, double value) =>
        ModelSetting.All.FirstOrDefault(setting => setting.Key == key) is { } setting
            ? setting.Change(this, value) : throw new ArgumentException($"No detector has a setting '{key}'.", nameof(key));

    /// <inheritdoc/>
    public bool Equals(ModelOptions? other) =>
        other is not null && Preprocessing == other.Preprocessing && Seed == other.Seed && Detectors.SequenceEqual(other.Detectors);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Preprocessing, Seed, Detectors.Length);
}

using System.Collections.Immutable;
using Vigil.Detection.Persistence;

namespace Vigil.Detection;

/// <summary>
/// The parameters of one detector and the way to fit it; every implementation has a parameterless constructor with its defaults, and a line
/// in <see cref="Detectors.DetectorRegistry"/>. What a user may set, files, schema and templates learn from here.
/// </summary>
public interface IDetectorOptions
{
    /// <summary>The detector's <see cref="IDetector.Name"/>.</summary>
    string Name { get; }

    /// <summary>What it is, in words, such as <c>isolation forest</c>.</summary>
    string Title { get; }

    /// <summary>Its weight beside the other detectors, at least 0, where nothing else is said; 0 leaves it out.</summary>
    double DefaultWeight => 0;

    /// <summary>The name of its weight in stream files.</summary>
    string WeightKey => Name + "_weight";

    /// <summary>What can be set in stream files beside its weight.</summary>
    ImmutableArray<DetectorSetting> Settings => [];

    /// <summary>
    /// The least difference in score that is worth one unit of log-odds beyond what the training sample's ranks can tell: far out, a
    /// score must be unusual as such and not only beside others that hardly differ. 0 where scores have no meaning of their own.
    /// </summary>
    double LeastPerLogOdds => 0;

    /// <summary>Fits a detector. The same training set and the same seed give the same bits.</summary>
    /// <param name="training">What it learns from.</param>
    /// <param name="seed">Seed of every random choice.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its documented range.</exception>
    IDetector Fit(TrainingSet training, ulong seed);

    /// <summary>Reads a detector that <see cref="IDetector.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a detector.</exception>
    IDetector Read(ModelReader reader);
}

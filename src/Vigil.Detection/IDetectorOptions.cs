using Vigil.Detection.Persistence;

namespace Vigil.Detection;

/// <summary>
/// The parameters of one detector and the way to fit it; every implementation has a parameterless constructor with its defaults.
/// </summary>
public interface IDetectorOptions
{
    /// <summary>The detector's <see cref="IDetector.Name"/>.</summary>
    string Name { get; }

    /// <summary>
    /// The least difference in score that is worth one unit of log-odds beyond what the training sample's ranks can tell: far out, a
    /// score must be unusual as such and not only beside others that hardly differ. 0 where scores have no meaning of their own.
    /// </summary>
    double LeastPerLogOdds => 0;

    /// <summary>Fits a detector. The same rows and the same seed give the same bits.</summary>
    /// <param name="rows">Row-major training rows, at least one. NaN is a missing value; infinities are refused.</param>
    /// <param name="dimensions">Values per row, at least 1.</param>
    /// <param name="seed">Seed of every random choice.</param>
    /// <exception cref="ArgumentException">No rows, not a whole number of rows, or an infinite value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its documented range.</exception>
    IDetector Fit(ReadOnlySpan<double> rows, int dimensions, ulong seed);

    /// <summary>Reads a detector that <see cref="IDetector.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a detector.</exception>
    IDetector Read(ModelReader reader);
}

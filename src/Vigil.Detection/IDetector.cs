using Vigil.Detection.Persistence;

namespace Vigil.Detection;

/// <summary>
/// A fitted anomaly detector: an <see cref="IRowDetector"/> or an <see cref="IStreamingDetector"/>. <b>A higher score is more
/// anomalous</b>, everywhere. Immutable, so that it may score from many threads; scoring and explaining allocate nothing.
/// </summary>
public interface IDetector
{
    /// <summary>
    /// The detector's name in model files and explanations: lower case with underscores, such as <c>isolation_forest</c>.
    /// </summary>
    string Name { get; }

    /// <summary>Values per row.</summary>
    int Dimensions { get; }

    /// <summary>Writes what was fitted; the options' <c>Read</c> gives back a detector that scores the same bits.</summary>
    void Write(ModelWriter writer);
}

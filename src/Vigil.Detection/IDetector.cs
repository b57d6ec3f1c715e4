using Vigil.Detection.Persistence;

namespace Vigil.Detection;

/// <summary>
/// A fitted anomaly detector. <b>A higher score is more anomalous</b>, everywhere. Immutable, so that it may score from many threads;
/// scoring and explaining allocate nothing.
/// </summary>
public interface IDetector
{
    /// <summary>
    /// The detector's name in model files and explanations: lower case with underscores, such as <c>isolation_forest</c>.
    /// </summary>
    string Name { get; }

    /// <summary>Values per row.</summary>
    int Dimensions { get; }

    /// <summary>The score that <see cref="Explain"/> starts from: what the detector expects of a row that it knows nothing about.</summary>
    double Baseline { get; }

    /// <summary>Scores rows; a row's score does not depend on the rows beside it, to the bit.</summary>
    /// <param name="rows">Row-major, <c>rows.Length = count × Dimensions</c>. NaN is a missing value.</param>
    /// <param name="scores">Receives one finite score per row; length at least <c>count</c>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="rows"/> is not a whole number of rows, or <paramref name="scores"/> is too short.
    /// </exception>
    void Score(ReadOnlySpan<double> rows, Span<double> scores);

    /// <summary>
    /// Splits one row's score: <see cref="Baseline"/> + Σ <paramref name="contributions"/> = score, within 1e-9 of its magnitude.
    /// </summary>
    /// <param name="row">One row of <see cref="Dimensions"/> values.</param>
    /// <param name="contributions">Receives one signed contribution per value, in the score's unit; positive raises the score.</param>
    /// <exception cref="ArgumentException">A span's length is not <see cref="Dimensions"/>.</exception>
    void Explain(ReadOnlySpan<double> row, Span<double> contributions);

    /// <summary>Writes the fitted state; the options' <c>Read</c> gives back a detector that scores the same bits.</summary>
    void Write(ModelWriter writer);
}

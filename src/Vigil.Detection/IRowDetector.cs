namespace Vigil.Detection;

/// <summary>A detector whose score follows from the row alone.</summary>
public interface IRowDetector : IDetector
{
    /// <summary>Scores rows; a row's score does not depend on the rows beside it, to the bit.</summary>
    /// <param name="rows">Row-major, <c>rows.Length = count × Dimensions</c>. NaN is a missing value.</param>
    /// <param name="scores">Receives one finite score per row; length at least <c>count</c>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="rows"/> is not a whole number of rows, or <paramref name="scores"/> is too short.
    /// </exception>
    void Score(ReadOnlySpan<double> rows, Span<double> scores);
}

namespace Vigil.Detection;

/// <summary>
/// A detector that learns from every row, in order. What it has learned lies with whoever owns the order; the detector itself stays
/// immutable. <see cref="Update"/> belongs to the one who owns the state; it leaves a trace of the state as it was before the row, from
/// which any thread scores and explains the row later.
/// </summary>
public interface IStreamingDetector : IDetector
{
    /// <summary>Cells of the state.</summary>
    int StateCells { get; }

    /// <summary>How the cells are laid out; a state of another version is not read.</summary>
    int StateVersion { get; }

    /// <summary>Cells of the trace of one row.</summary>
    int TraceCells { get; }

    /// <summary>The score that <see cref="Explain"/> starts from.</summary>
    double Baseline { get; }

    /// <summary>Makes the state that it has before the first row.</summary>
    /// <param name="state"><see cref="StateCells"/> cells.</param>
    void Begin(Span<double> state);

    /// <summary>
    /// Leaves the trace of a row, then learns from it. The same state and row give the same bits; allocates nothing.
    /// </summary>
    /// <param name="row">One row of <see cref="IDetector.Dimensions"/> values; NaN is a missing value.</param>
    /// <param name="state"><see cref="StateCells"/> cells, which it changes.</param>
    /// <param name="trace"><see cref="TraceCells"/> cells, which it fills.</param>
    /// <exception cref="ArgumentException">A span is of another length.</exception>
    void Update(ReadOnlySpan<double> row, Span<double> state, Span<double> trace);

    /// <summary>Scores a row by its trace; finite. Any thread; allocates nothing.</summary>
    /// <exception cref="ArgumentException">A span is of another length.</exception>
    double Score(ReadOnlySpan<double> row, ReadOnlySpan<double> trace);

    /// <summary>
    /// Splits the score: <see cref="Baseline"/> + Σ <paramref name="contributions"/> = score. Any thread; allocates nothing.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="trace">Its trace.</param>
    /// <param name="contributions">Receives one signed contribution per value, in the score's unit; positive raises the score.</param>
    /// <exception cref="ArgumentException">A span is of another length.</exception>
    void Explain(ReadOnlySpan<double> row, ReadOnlySpan<double> trace, Span<double> contributions);
}

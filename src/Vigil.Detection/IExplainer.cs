namespace Vigil.Detection;

/// <summary>Splits the score of a row among its values. Immutable; explaining allocates nothing.</summary>
public interface IExplainer
{
    /// <summary>The score that <see cref="Explain"/> starts from: what is expected of a row that nothing is known of.</summary>
    double Baseline { get; }

    /// <summary>
    /// Splits one row's score: <see cref="Baseline"/> + Σ <paramref name="contributions"/> = score, within 1e-9 of its magnitude.
    /// </summary>
    /// <param name="row">One row.</param>
    /// <param name="contributions">Receives one signed contribution per value, in the score's unit; positive raises the score.</param>
    /// <exception cref="ArgumentException">A span's length is not that of a row.</exception>
    void Explain(ReadOnlySpan<double> row, Span<double> contributions);
}

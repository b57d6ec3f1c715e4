namespace Vigil.Engine.Scoring;

/// <summary>
/// Why a transaction got its score. <see cref="Base"/> + Σ <see cref="Contributions"/> = raw score and <see cref="BasePoints"/> + Σ
/// <see cref="Points"/> = risk, each within 1e-6.
/// </summary>
/// <param name="Base">The raw score of a transaction that nothing is known of, in log-odds.</param>
/// <param name="Contributions">Per feature, in log-odds, all detectors together; positive raises the score.</param>
/// <param name="ByDetector">The same by detector: member by member of the ensemble, then by feature.</param>
/// <param name="BasePoints">The risk of <paramref name="Base"/>.</param>
/// <param name="Points">Per feature, in points of risk.</param>
public sealed record Explanation(double Base, double[] Contributions, double[] ByDetector, double BasePoints, double[] Points);

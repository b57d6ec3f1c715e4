namespace Vigil.Detection.Explain;

/// <summary>
/// A row followed by its negated values, so that one comparison decides every split and a missing value takes either side.
/// </summary>
/// <remarks>
/// A comparison with NaN is false, so <c>value > threshold ? second : first</c> sends missing values to the first child. Where they
/// belong to the right child, the split is mirrored: <c>x ≤ t</c> is <c>−x > t′</c> with t′ the next number below −t, and the children
/// change places.
/// </remarks>
internal static class MirroredRow
{
    /// <summary>Writes 2 × <c>row.Length</c> values, <paramref name="stride"/> apart.</summary>
    public static void Write(ReadOnlySpan<double> row, Span<double> mirrored, int stride)
    {
        int behind = row.Length * stride;
        for (int i = 0, at = 0; i < row.Length; i++, at += stride)
        {
            mirrored[at] = row[i];
            mirrored[at + behind] = -row[i];
        }
    }

    /// <summary>The split for such a row: its first child is the one that missing values follow.</summary>
    public static (int Feature, double Threshold) Split(int feature, double threshold, bool missingLeft, int dimensions) =>
        missingLeft ? (feature, threshold) : (feature + dimensions, Math.BitDecrement(-threshold));
}

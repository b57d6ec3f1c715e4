namespace Vigil.Detection.Explain;

/// <summary>A binary decision tree in flat arrays, one entry per node; node 0 is the root and parents come before their children.</summary>
/// <param name="Feature">The feature that a node splits on, −1 in a leaf.</param>
/// <param name="Threshold">A value up to and including it goes left.</param>
/// <param name="Left">Index of the left child, −1 in a leaf.</param>
/// <param name="Right">Index of the right child, −1 in a leaf.</param>
/// <param name="MissingLeft">Whether a missing value goes left.</param>
/// <param name="Cover">Training rows (or their weight) that reached a node, at least 0, and above 0 in the root; where no row went, both
/// children count alike.</param>
/// <param name="Value">A leaf's output; not used elsewhere.</param>
public sealed record FlatTree(
    int[] Feature, double[] Threshold, int[] Left, int[] Right, bool[] MissingLeft, double[] Cover, double[] Value);

namespace Vigil.Detection.Explain;

/// <summary>
/// One split, compiled for <see cref="TreeShap"/>. Nodes are numbered breadth first, so siblings are neighbours; node 0 is the root.
/// </summary>
/// <param name="Threshold">Compared with a value of the mirrored row: above it, the row takes the second child.</param>
/// <param name="FirstShare">Share of training rows that this feature lets through to the first child, counted from the root.</param>
/// <param name="SecondShare">The same of the second child.</param>
/// <param name="FirstValue">The first child's output if it is a leaf, else 1.</param>
/// <param name="SecondValue">The same of the second child.</param>
/// <param name="Feature">Index into the mirrored row.</param>
/// <param name="Node">The split's own node.</param>
/// <param name="Child">The first child's node.</param>
/// <param name="Above">The nearest node above, or this one, that hangs below a split on the same feature; the root if there is
/// none.</param>
internal readonly record struct ShapSplit(
    double Threshold, double FirstShare, double SecondShare, double FirstValue, double SecondValue,
    int Feature, int Node, int Child, int Above);

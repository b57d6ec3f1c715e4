namespace Vigil.Engine.Models;

/// <summary>Which side of a column's usual value is seen by the detectors.</summary>
internal enum ColumnSide
{
    /// <summary>Both.</summary>
    Both,

    /// <summary>Both; missing values are as good as the usual one.</summary>
    Known,

    /// <summary>Greater values; smaller and missing ones are as good as the usual one.</summary>
    Upper,

    /// <summary>Smaller values; greater and missing ones are as good as the usual one.</summary>
    Lower,

    /// <summary>Neither: the column has no voice.</summary>
    Neither,
}

/// <summary>How one column is shown to the detectors.</summary>
/// <param name="Side">What is seen of it.</param>
/// <param name="Neutral">The usual value: the median in training.</param>
/// <param name="Damping">The column of the recurrence that explains its distance from the usual away, or −1.</param>
/// <param name="IsRatio">
/// Whether it is how many times the usual a value is: it is shown as deviation on the scale of logarithms, by the spread that is expected
/// where none is known.
/// </param>
internal readonly record struct ColumnShape(ColumnSide Side, double Neutral, int Damping, bool IsRatio = false);

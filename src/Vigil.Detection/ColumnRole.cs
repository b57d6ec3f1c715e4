namespace Vigil.Detection;

/// <summary>Which values of a column are suspicious.</summary>
public enum Tail
{
    /// <summary>None: the column says nothing by itself.</summary>
    None,

    /// <summary>Great values.</summary>
    Upper,

    /// <summary>Small values.</summary>
    Lower,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>What one column means.</summary>
/// <param name="Tail">Its suspicious values.</param>
/// <param name="Family">The family of columns that say much the same and share one voice.</param>
/// <param name="IsDeviation">
/// Whether its values are deviations in standard deviations: then a value is as surprising as the sample says with an exponential tail,
/// and a nat takes half a standard deviation at least, so that a value within its spread is no surprise however rare.
/// </param>
/// <param name="ComesInRuns">
/// Of deviations: whether great ones come many at once, as in a burst. They are no yardstick for themselves then, and none is more
/// surprising than it says, however rare.
/// </param>
public readonly record struct ColumnRole(Tail Tail, int Family, bool IsDeviation = false, bool ComesInRuns = false)
{
    /// <summary>The voice of each column: 1 / size of its family, among the columns that have a suspicious tail.</summary>
    internal static double[] Weights(IReadOnlyList<ColumnRole> roles)
    {
        var sizes = roles.Where(r => r.Tail != Tail.None).CountBy(r => r.Family).ToDictionary();
        return [.. roles.Select(r => 1.0 / sizes.GetValueOrDefault(r.Family, 1))];
    }
}

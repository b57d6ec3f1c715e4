namespace Vigil.Engine.Transactions;

/// <summary>The first rows of a source as text, from which the columns' meanings are inferred.</summary>
/// <param name="Columns">The columns' names in source order.</param>
/// <param name="Rows">One array per row, as long as <paramref name="Columns"/>; null where the source has no value.</param>
public sealed record SampleTable(IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows);

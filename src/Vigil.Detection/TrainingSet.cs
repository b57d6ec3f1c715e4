using System.Collections.Immutable;

namespace Vigil.Detection;

/// <summary>
/// What a detector learns from: rows, what their columns mean, and as far as it is known when each was, what came of it and how much it
/// counts. Arrays are not copied and must not change afterwards.
/// </summary>
public sealed class TrainingSet
{
    /// <summary>More columns than any table has; beyond it, sizes of buffers could overflow.</summary>
    public const int MostDimensions = 1 << 20;

    private readonly ReadOnlyMemory<double> _labels, _weights;
    private readonly ReadOnlyMemory<long> _times;
    private readonly ImmutableArray<ColumnRole> _roles = [];

    /// <summary>A training set of rows alone.</summary>
    /// <param name="rows">Row-major, at least one row. NaN is a missing value; infinities are refused.</param>
    /// <param name="dimensions">Values per row, at least 1.</param>
    /// <exception cref="ArgumentException">No rows, not a whole number of rows, or an infinite value.</exception>
    public TrainingSet(ReadOnlyMemory<double> rows, int dimensions)
    {
        if (dimensions is < 1 or > MostDimensions)
            throw new ArgumentException($"{dimensions} values per row: 1 to {MostDimensions} are expected.", nameof(dimensions));
        if (rows.IsEmpty)
            throw new ArgumentException("No training rows: at least 1 is expected.", nameof(rows));
        if (rows.Length % dimensions != 0)
            throw new ArgumentException($"{rows.Length} values are not a whole number of rows of {dimensions}.", nameof(rows));
        Check(rows.Span, dimensions);
        (RowMemory, Dimensions) = (rows, dimensions);
    }

    /// <summary>The rows, row-major.</summary>
    public ReadOnlySpan<double> Rows => RowMemory.Span;

    /// <summary>Values per row.</summary>
    public int Dimensions { get; }

    /// <summary>Rows.</summary>
    public int Count => RowMemory.Length / Dimensions;

    /// <summary>
    /// Per row 1 where it is known to be anomalous, 0 where it is known not to be, NaN where that is not known; empty without labels.
    /// </summary>
    /// <exception cref="ArgumentException">Another count than that of the rows.</exception>
    public ReadOnlyMemory<double> Labels { get => _labels; init => _labels = OnePerRow(value, nameof(Labels)); }

    /// <summary>Per row how much it counts, at least 0; empty where all count alike.</summary>
    /// <exception cref="ArgumentException">Another count than that of the rows.</exception>
    public ReadOnlyMemory<double> Weights { get => _weights; init => _weights = OnePerRow(value, nameof(Weights)); }

    /// <summary>Per row when it was, in microseconds; empty where the rows stand in order.</summary>
    /// <exception cref="ArgumentException">Another count than that of the rows.</exception>
    public ReadOnlyMemory<long> Times { get => _times; init => _times = OnePerRow(value, nameof(Times)); }

    /// <summary>What each column means; where nothing is said, both tails and a family of its own.</summary>
    /// <exception cref="ArgumentException">Another count than that of the columns.</exception>
    public ImmutableArray<ColumnRole> Roles
    {
        get => _roles.IsEmpty ? [.. Enumerable.Range(0, Dimensions).Select(family => new ColumnRole(Tail.Both, family))] : _roles;
        init => _roles = value.IsDefaultOrEmpty || value.Length == Dimensions
            ? value.IsDefault ? [] : value
            : throw new ArgumentException($"{value.Length} roles where {Dimensions} columns are.", nameof(Roles));
    }

    private ReadOnlyMemory<double> RowMemory { get; }

    /// <summary>One row.</summary>
    public ReadOnlySpan<double> Row(int index) => Rows.Slice(index * Dimensions, Dimensions);

    /// <summary>How much a row counts.</summary>
    public double WeightOf(int index) => _weights.IsEmpty ? 1 : _weights.Span[index];

    /// <summary>Whether a row is known to be anomalous.</summary>
    public bool IsAnomalous(int index) => !_labels.IsEmpty && _labels.Span[index] == 1;

    /// <summary>The indexes of the rows in the order of their times; rows of one time stay as they stand.</summary>
    public int[] InOrder()
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        if (!_times.IsEmpty)
            Array.Sort(_times.ToArray().Zip(order).ToArray(), order);
        return order;
    }

    private static void Check(ReadOnlySpan<double> rows, int dimensions)
    {
        for (int i = 0; i < rows.Length; i++)
            if (double.IsInfinity(rows[i]))
            {
                string where = $"Training row {i / dimensions}, value {i % dimensions} is infinite: ";
                throw new ArgumentException(where + "finite values, or NaN for a missing one, are expected.", nameof(rows));
            }
    }

    private ReadOnlyMemory<T> OnePerRow<T>(ReadOnlyMemory<T> values, string what) =>
        values.IsEmpty || values.Length == Count
            ? values : throw new ArgumentException($"{values.Length} {what.ToLowerInvariant()} where {Count} rows are.", what);
}

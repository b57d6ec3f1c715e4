namespace Vigil.Detection.Detectors;

/// <summary>The checks of arguments that every detector shares, so that all of them refuse the same things in the same words.</summary>
internal static class DetectorArguments
{
    /// <summary>More columns than any table has; beyond it, sizes of buffers could overflow.</summary>
    public const int MostDimensions = 1 << 20;

    /// <summary>Checks training rows and returns how many there are.</summary>
    public static int TrainingRows(ReadOnlySpan<double> rows, int dimensions)
    {
        if (dimensions is < 1 or > MostDimensions)
            throw new ArgumentException($"{dimensions} values per row: 1 to {MostDimensions} are expected.", nameof(dimensions));
        if (rows.IsEmpty)
            throw new ArgumentException("No training rows: at least 1 is expected.", nameof(rows));
        int count = WholeRows(rows, dimensions);
        for (int i = 0; i < rows.Length; i++)
        {
            if (double.IsInfinity(rows[i]))
            {
                string where = $"Training row {i / dimensions}, value {i % dimensions} is infinite: ";
                throw new ArgumentException(where + "finite values, or NaN for a missing one, are expected.", nameof(rows));
            }
        }
        return count;
    }

    /// <summary>Checks rows to score and returns how many there are.</summary>
    public static int ScoredRows(ReadOnlySpan<double> rows, int dimensions, ReadOnlySpan<double> scores)
    {
        int count = WholeRows(rows, dimensions);
        if (scores.Length < count)
            throw new ArgumentException($"Room for {scores.Length} scores where {count} rows are scored.", nameof(scores));
        return count;
    }

    /// <summary>Checks the two spans of an explanation.</summary>
    public static void ExplainedRow(ReadOnlySpan<double> row, int dimensions, ReadOnlySpan<double> contributions)
    {
        if (row.Length != dimensions)
            throw new ArgumentException($"A row of {row.Length} values where {dimensions} are expected.", nameof(row));
        if (contributions.Length != dimensions)
            throw new ArgumentException($"Room for {contributions.Length} contributions, not {dimensions}.", nameof(contributions));
    }

    /// <summary>Checks that an option is within its documented range.</summary>
    public static void InRange(int value, int least, int most, string option)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(option, value, $"{option} is {value}: {least} to {most} are expected.");
    }

    /// <summary>Checks that an option is above 0 and at most <paramref name="most"/>.</summary>
    public static void AboveZero(double value, double most, string option)
    {
        if (!(value > 0 && value <= most))
            throw new ArgumentOutOfRangeException(option, value, $"{option} is {value}: a value above 0 and at most {most} is expected.");
    }

    private static int WholeRows(ReadOnlySpan<double> rows, int dimensions)
    {
        if (rows.Length % dimensions != 0)
            throw new ArgumentException($"{rows.Length} values are not a whole number of rows of {dimensions}.", nameof(rows));
        return rows.Length / dimensions;
    }
}

namespace Vigil.Detection.Detectors;

/// <summary>The checks of arguments that every detector shares, so that all of them refuse the same things in the same words.</summary>
internal static class DetectorArguments
{
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

    /// <summary>Checks a span that a streaming detector is given.</summary>
    public static void Cells(int found, int expected, string what)
    {
        if (found != expected)
            throw new ArgumentException($"{found} cells of {what} where {expected} are expected.", what);
    }

    /// <summary>Checks that every setting is within its range.</summary>
    public static void InRange(IDetectorOptions options)
    {
        foreach (var setting in options.Settings)
            if (setting.Read(options) is var value && !(value >= setting.Least && value <= setting.Most))
                throw new ArgumentOutOfRangeException(
                    setting.Key, value, $"{setting.Key} is {value}: {setting.Least} to {setting.Most} are expected.");
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

namespace Vigil.Detection;

/// <summary>A parameter of a detector that a user may set: its name in files, its range, and how options carry it.</summary>
public sealed record DetectorSetting
{
    private DetectorSetting(Func<IDetectorOptions, double> read, Func<IDetectorOptions, double, IDetectorOptions> change) =>
        (Read, Change) = (read, change);

    /// <summary>Its name in stream files, unlike those of all other detectors.</summary>
    public required string Key { get; init; }

    /// <summary>What it is, in words that go on after the name.</summary>
    public required string Description { get; init; }

    /// <summary>The least value allowed.</summary>
    public required double Least { get; init; }

    /// <summary>The greatest value allowed.</summary>
    public required double Most { get; init; }

    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The value in options of the detector.</summary>
    public Func<IDetectorOptions, double> Read { get; }

    /// <summary>Options of the detector with another value.</summary>
    public Func<IDetectorOptions, double, IDetectorOptions> Change { get; }

    /// <summary>A whole number in options of one detector.</summary>
    public static DetectorSetting Whole<TOptions>(
        string key, int least, int most, string description, Func<TOptions, int> read, Func<TOptions, int, TOptions> change)
        where TOptions : IDetectorOptions =>
        new(options => read((TOptions)options), (options, value) => change((TOptions)options, (int)value))
        {
            Key = key, Description = description, Least = least, Most = most, IsWhole = true,
        };

    /// <summary>A number in options of one detector.</summary>
    public static DetectorSetting Number<TOptions>(
        string key, double least, double most, string description, Func<TOptions, double> read, Func<TOptions, double, TOptions> change)
        where TOptions : IDetectorOptions =>
        new(options => read((TOptions)options), (options, value) => change((TOptions)options, value))
        {
            Key = key, Description = description, Least = least, Most = most,
        };
}

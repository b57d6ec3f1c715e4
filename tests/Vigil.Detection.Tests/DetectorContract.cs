using System.Reflection;
using Vigil.Detection.Metrics;
using Vigil.Detection.Persistence;
using Vigil.Detection.Tests.TestData;

namespace Vigil.Detection.Tests;

/// <summary>What every detector promises, of either kind, one method per promise. A method throws if the promise is broken.</summary>
internal static class DetectorContract
{
    private const int Dimensions = 5;
    private static readonly double[] Training = Rows.Normal(300, Dimensions);
    private static readonly double[] Unseen = [.. Rows.Normal(25, Dimensions, seed: 8), .. Rows.WithGaps(25, Dimensions)];

    public static void Name_OfOptionsAndDetector_IsOneLowerCaseWord(IDetectorOptions options)
    {
        Fit(options, Training, Dimensions, 1).Detector.Name.ShouldBe(options.Name);
        options.Name.ShouldMatch("^[a-z][a-z0-9_]*$");
    }

    public static void Fit_SameSeed_GivesSameBits(IDetectorOptions options) =>
        ShouldBeSame(Fit(options, Training, Dimensions, 42), Fit(options, Training, Dimensions, 42));

    public static void Read_WrittenState_GivesSameBits(IDetectorOptions options)
    {
        var fitted = Fit(options, Rows.WithGaps(300, Dimensions), Dimensions, 42);
        var writer = new ModelWriter();
        fitted.Detector.Write(writer);
        var reader = new ModelReader(writer.Written.ToArray());

        ShouldBeSame(fitted, new FittedDetector(options.Read(reader)));
        reader.IsAtEnd.ShouldBeTrue();
    }

    public static void Read_StateCutShort_IsRefused(IDetectorOptions options)
    {
        var writer = new ModelWriter();
        Fit(options, Training, Dimensions, 42).Detector.Write(writer);
        byte[] bytes = writer.Written.ToArray();

        for (int length = 0; length < bytes.Length; length += 1 + bytes.Length / 200)
            Should.Throw<InvalidDataException>(() => options.Read(new ModelReader(bytes.AsMemory(0, length))));
    }

    public static void Explain_AnyRow_AddsUpToItsScore(IDetectorOptions options)
    {
        ShouldAddUp(Fit(options, Training, Dimensions, 1), Unseen);
        ShouldAddUp(Fit(options, Rows.WithGaps(300, Dimensions), Dimensions, 1), Unseen);
    }

    public static void Fit_MissingAndConstantValues_GivesFiniteScores(IDetectorOptions options)
    {
        double[] gaps = Rows.WithGaps(100, Dimensions), nothing = [.. Enumerable.Repeat(double.NaN, 10 * Dimensions)];

        ShouldAddUp(Fit(options, gaps, Dimensions, 1), [.. gaps, .. nothing]);
        ShouldAddUp(Fit(options, nothing, Dimensions, 1), [.. Unseen, .. nothing]);
    }

    public static void Fit_FewOrEqualRows_GivesFiniteScores(IDetectorOptions options)
    {
        double[] row = Training[..Dimensions];

        ShouldAddUp(Fit(options, row, Dimensions, 1), Unseen);
        ShouldAddUp(Fit(options, (double[])[.. row, .. row], Dimensions, 1), Unseen);
        ShouldAddUp(Fit(options, [3.0, 4.0], 1, 1), [3.0, 5.0, double.NaN]);
    }

    public static void Fit_HugeValues_GivesFiniteScores(IDetectorOptions options)
    {
        double[] huge = [.. Training.Select((value, i) => i % 3 == 0 ? value : value * 1e18)];
        double[] some = huge[..(20 * Dimensions)];

        ShouldAddUp(Fit(options, huge, Dimensions, 1), [.. some, .. Unseen]);
        ShouldAddUp(Fit(options, Training, Dimensions, 1), some);
    }

    public static void Score_PlantedAnomalies_RankHigh(IDetectorOptions options)
    {
        var (rows, labels) = Rows.WithAnomalies(1000, Dimensions);
        var detector = Fit(options, rows, Dimensions, 1);

        RocAuc.Compute(detector.Scores(rows), labels).ShouldBeGreaterThan(0.8);
    }

    /// <summary>No option may be the least integer, or not a number, whatever its range.</summary>
    public static void Fit_OptionOutsideItsRange_IsRefused(IDetectorOptions options)
    {
        foreach (var option in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            object? outside = option.PropertyType == typeof(int) ? int.MinValue : option.PropertyType == typeof(double) ? double.NaN : null;
            if (outside is null)
                continue;
            object? before = option.GetValue(options);
            option.SetValue(options, outside);
            Should.Throw<ArgumentOutOfRangeException>(() => Fit(options, Training, Dimensions, 1), option.Name);
            option.SetValue(options, before);
        }
    }

    /// <summary>What users set arrives, within the range that they are told of.</summary>
    public static void Settings_Changed_AreReadBack(IDetectorOptions options)
    {
        options.Title.ShouldNotBeNullOrWhiteSpace();
        options.DefaultWeight.ShouldBeGreaterThanOrEqualTo(0);
        foreach (var setting in options.Settings)
        {
            setting.Key.ShouldMatch("^[a-z][a-z0-9_]*$");
            setting.Read(options).ShouldBeInRange(setting.Least, setting.Most);
            foreach (double value in new[] { setting.Least, setting.Most })
                setting.Read(setting.Change(options, value)).ShouldBe(value);
            Should.Throw<ArgumentOutOfRangeException>(() => Fit(setting.Change(options, setting.Least - 1), Training, Dimensions, 1));
        }
    }

    /// <summary>Whatever is known of the rows beside their values, or not.</summary>
    public static void Fit_LabelsWeightsTimesAndRoles_GivesFiniteScores(IDetectorOptions options)
    {
        var training = new TrainingSet(Training, Dimensions)
        {
            Labels = Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? double.NaN : i % 2).ToArray(),
            Weights = Enumerable.Range(0, 300).Select(i => (double)(i % 4)).ToArray(),
            Times = Enumerable.Range(0, 300).Select(i => i * 7919L % 300).ToArray(),
            Roles = [new(Tail.Upper, 0), new(Tail.Lower, 0), new(Tail.Both, 1), new(Tail.None, 0), new(Tail.Upper, 2, IsDeviation: true)],
        };
        ShouldAddUp(new FittedDetector(options.Fit(training, 1)), Unseen);
    }

    /// <summary>The promises by name.</summary>
    public static Dictionary<string, Action<IDetectorOptions>> All { get; } = Promises(typeof(DetectorContract));

    /// <summary>The public methods of a contract, by name.</summary>
    public static Dictionary<string, Action<IDetectorOptions>> Promises(Type contract) => contract
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == typeof(void))
        .ToDictionary(method => method.Name, method => method.CreateDelegate<Action<IDetectorOptions>>());

    private static FittedDetector Fit(IDetectorOptions options, double[] rows, int dimensions, ulong seed) =>
        new(options.Fit(new TrainingSet(rows, dimensions), seed));

    private static void ShouldBeSame(FittedDetector first, FittedDetector second)
    {
        second.Detector.Dimensions.ShouldBe(first.Detector.Dimensions);
        Bits([second.Baseline]).ShouldBe(Bits([first.Baseline]));
        Bits(second.Scores(Unseen)).ShouldBe(Bits(first.Scores(Unseen)));
        Bits(second.Explanations(Unseen)).ShouldBe(Bits(first.Explanations(Unseen)));
    }

    private static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);

    private static void ShouldAddUp(FittedDetector detector, double[] rows)
    {
        int width = detector.Detector.Dimensions;
        double[] scores = detector.Scores(rows), contributions = detector.Explanations(rows);
        double.IsFinite(detector.Baseline).ShouldBeTrue();
        for (int row = 0; row < scores.Length; row++)
        {
            double[] parts = contributions[(row * width)..((row + 1) * width)];
            double.IsFinite(scores[row]).ShouldBeTrue($"row {row} scores {scores[row]}");
            double magnitude = parts.Append(scores[row]).Append(detector.Baseline).Max(Math.Abs);
            Math.Abs(detector.Baseline + parts.Sum() - scores[row]).ShouldBeLessThanOrEqualTo(1e-9 * magnitude, $"row {row}");
        }
    }
}

using System.Reflection;
using Vigil.Detection.Metrics;
using Vigil.Detection.Persistence;
using Vigil.Detection.Tests.TestData;
using Vigil.Testing;

namespace Vigil.Detection.Tests;

/// <summary>What every detector promises, one method per promise. A method throws if the promise is broken.</summary>
internal static class DetectorContract
{
    private const int Dimensions = 5;
    private static readonly double[] Training = Rows.Normal(300, Dimensions);
    private static readonly double[] Unseen = [.. Rows.Normal(25, Dimensions, seed: 8), .. Rows.WithGaps(25, Dimensions)];

    public static void Name_OfOptionsAndDetector_IsOneLowerCaseWord(IDetectorOptions options)
    {
        options.Fit(Training, Dimensions, 1).Name.ShouldBe(options.Name);
        options.Name.ShouldMatch("^[a-z][a-z0-9_]*$");
    }

    public static void Fit_SameSeed_GivesSameBits(IDetectorOptions options) =>
        ShouldBeSame(options.Fit(Training, Dimensions, 42), options.Fit(Training, Dimensions, 42));

    public static void Read_WrittenState_GivesSameBits(IDetectorOptions options)
    {
        var fitted = options.Fit(Rows.WithGaps(300, Dimensions), Dimensions, 42);
        var writer = new ModelWriter();
        fitted.Write(writer);
        var reader = new ModelReader(writer.Written.ToArray());

        ShouldBeSame(fitted, options.Read(reader));
        reader.IsAtEnd.ShouldBeTrue();
    }

    public static void Read_StateCutShort_IsRefused(IDetectorOptions options)
    {
        var writer = new ModelWriter();
        options.Fit(Training, Dimensions, 42).Write(writer);
        byte[] bytes = writer.Written.ToArray();

        for (int length = 0; length < bytes.Length; length += 1 + bytes.Length / 200)
            Should.Throw<InvalidDataException>(() => options.Read(new ModelReader(bytes.AsMemory(0, length))));
    }

    public static void Score_RowsBesideIt_DoNotChangeARow(IDetectorOptions options)
    {
        var detector = options.Fit(Training, Dimensions, 1);
        double[] whole = Scores(detector, Unseen);

        foreach (int batch in new[] { 1, 2, 7, 8, 33 })
        {
            double[] parts = [.. Unseen.Chunk(batch * Dimensions).SelectMany(rows => Scores(detector, rows))];
            ShouldBeSameBits(parts, whole);
        }
    }

    public static void Score_SeveralThreads_GivesSameBits(IDetectorOptions options)
    {
        var detector = options.Fit(Training, Dimensions, 1);
        double[] serial = Scores(detector, Unseen), explained = Explanations(detector, Unseen);
        var results = new double[4][];
        var threads = results.Select((_, i) => new Thread(() =>
        {
            for (int repeat = 0; repeat < 3; repeat++)
                results[i] = [.. Scores(detector, Unseen), .. Explanations(detector, Unseen)];
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        foreach (double[] result in results)
            ShouldBeSameBits(result, [.. serial, .. explained]);
    }

    public static void Score_NoRows_DoesNothing(IDetectorOptions options)
    {
        double[] scores = [123];

        options.Fit(Training, Dimensions, 1).Score([], scores);

        scores.ShouldBe([123]);
    }

    public static void Score_RoomForMore_LeavesTheRestAlone(IDetectorOptions options)
    {
        double[] scores = [1, 2, 3];

        options.Fit(Training, Dimensions, 1).Score(Unseen.AsSpan(0, Dimensions), scores);

        scores[1..].ShouldBe([2, 3]);
    }

    public static void Explain_AnyRow_AddsUpToItsScore(IDetectorOptions options)
    {
        ShouldAddUp(options.Fit(Training, Dimensions, 1), Unseen);
        ShouldAddUp(options.Fit(Rows.WithGaps(300, Dimensions), Dimensions, 1), Unseen);
    }

    public static void Fit_MissingAndConstantValues_GivesFiniteScores(IDetectorOptions options)
    {
        double[] gaps = Rows.WithGaps(100, Dimensions), nothing = [.. Enumerable.Repeat(double.NaN, 10 * Dimensions)];

        ShouldAddUp(options.Fit(gaps, Dimensions, 1), [.. gaps, .. nothing]);
        ShouldAddUp(options.Fit(nothing, Dimensions, 1), [.. Unseen, .. nothing]);
    }

    public static void Fit_FewOrEqualRows_GivesFiniteScores(IDetectorOptions options)
    {
        double[] row = Training[..Dimensions];

        ShouldAddUp(options.Fit(row, Dimensions, 1), Unseen);
        ShouldAddUp(options.Fit((double[])[.. row, .. row], Dimensions, 1), Unseen);
        ShouldAddUp(options.Fit([3.0, 4.0], 1, 1), [3.0, 5.0, double.NaN]);
    }

    public static void Fit_HugeValues_GivesFiniteScores(IDetectorOptions options)
    {
        double[] huge = [.. Training.Select((value, i) => i % 3 == 0 ? value : value * 1e18)];
        double[] some = huge[..(20 * Dimensions)];

        ShouldAddUp(options.Fit(huge, Dimensions, 1), [.. some, .. Unseen]);
        ShouldAddUp(options.Fit(Training, Dimensions, 1), some);
    }

    public static void Score_AfterWarmUp_AllocatesNothing(IDetectorOptions options)
    {
        var detector = options.Fit(Training, Dimensions, 1);
        double[] scores = new double[Unseen.Length / Dimensions];
        Allocations.Of(() => detector.Score(Unseen, scores)).ShouldBe(0);
    }

    public static void Explain_AfterWarmUp_AllocatesNothing(IDetectorOptions options)
    {
        var detector = options.Fit(Training, Dimensions, 1);
        double[] contributions = new double[Dimensions];
        Allocations.Of(() => detector.Explain(Unseen.AsSpan(0, Dimensions), contributions)).ShouldBe(0);
    }

    public static void Score_PlantedAnomalies_RankHigh(IDetectorOptions options)
    {
        var (rows, labels) = Rows.WithAnomalies(1000, Dimensions);
        var detector = options.Fit(rows, Dimensions, 1);

        RocAuc.Compute(Scores(detector, rows), labels).ShouldBeGreaterThan(0.8);
    }

    public static void Score_WrongLengths_AreRefused(IDetectorOptions options)
    {
        var detector = options.Fit(Training, Dimensions, 1);

        Should.Throw<ArgumentException>(() => detector.Score(new double[Dimensions + 1], new double[2]));
        Should.Throw<ArgumentException>(() => detector.Score(new double[2 * Dimensions], new double[1]));
    }

    public static void Explain_WrongLengths_AreRefused(IDetectorOptions options)
    {
        var detector = options.Fit(Training, Dimensions, 1);

        Should.Throw<ArgumentException>(() => detector.Explain(new double[Dimensions - 1], new double[Dimensions]));
        Should.Throw<ArgumentException>(() => detector.Explain(new double[Dimensions], new double[Dimensions + 1]));
    }

    public static void Fit_WrongLengths_AreRefused(IDetectorOptions options)
    {
        Should.Throw<ArgumentException>(() => options.Fit([], Dimensions, 1));
        Should.Throw<ArgumentException>(() => options.Fit(new double[Dimensions + 1], Dimensions, 1));
        Should.Throw<ArgumentException>(() => options.Fit(new double[Dimensions], 0, 1));
    }

    public static void Fit_InfiniteValue_IsRefused(IDetectorOptions options)
    {
        foreach (double infinite in new[] { double.PositiveInfinity, double.NegativeInfinity })
        {
            double[] rows = [.. Training];
            rows[^2] = infinite;
            Should.Throw<ArgumentException>(() => options.Fit(rows, Dimensions, 1));
        }
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
            Should.Throw<ArgumentOutOfRangeException>(() => options.Fit(Training, Dimensions, 1), option.Name);
            option.SetValue(options, before);
        }
    }

    /// <summary>The promises by name.</summary>
    public static Dictionary<string, Action<IDetectorOptions>> All { get; } = typeof(DetectorContract)
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == typeof(void))
        .ToDictionary(method => method.Name, method => method.CreateDelegate<Action<IDetectorOptions>>());

    private static void ShouldBeSame(IDetector first, IDetector second)
    {
        second.Dimensions.ShouldBe(first.Dimensions);
        ShouldBeSameBits([second.Baseline], [first.Baseline]);
        ShouldBeSameBits(Scores(second, Unseen), Scores(first, Unseen));
        ShouldBeSameBits(Explanations(second, Unseen), Explanations(first, Unseen));
    }

    private static void ShouldBeSameBits(double[] found, double[] expected) =>
        Array.ConvertAll(found, BitConverter.DoubleToInt64Bits).ShouldBe(Array.ConvertAll(expected, BitConverter.DoubleToInt64Bits));

    private static void ShouldAddUp(IDetector detector, double[] rows)
    {
        double[] scores = Scores(detector, rows), contributions = Explanations(detector, rows);
        double.IsFinite(detector.Baseline).ShouldBeTrue();
        for (int row = 0; row < scores.Length; row++)
        {
            double[] parts = contributions[(row * detector.Dimensions)..((row + 1) * detector.Dimensions)];
            double.IsFinite(scores[row]).ShouldBeTrue($"row {row} scores {scores[row]}");
            double magnitude = parts.Append(scores[row]).Append(detector.Baseline).Max(Math.Abs);
            Math.Abs(detector.Baseline + parts.Sum() - scores[row]).ShouldBeLessThanOrEqualTo(1e-9 * magnitude, $"row {row}");
        }
    }

    private static double[] Scores(IDetector detector, double[] rows)
    {
        double[] scores = new double[rows.Length / detector.Dimensions];
        detector.Score(rows, scores);
        return scores;
    }

    private static double[] Explanations(IDetector detector, double[] rows)
    {
        double[] contributions = new double[rows.Length];
        for (int at = 0; at < rows.Length; at += detector.Dimensions)
            detector.Explain(rows.AsSpan(at, detector.Dimensions), contributions.AsSpan(at, detector.Dimensions));
        return contributions;
    }
}

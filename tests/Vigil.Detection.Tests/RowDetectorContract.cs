using Vigil.Detection.Tests.TestData;
using Vigil.Testing;

namespace Vigil.Detection.Tests;

/// <summary>What a detector promises whose score follows from the row alone; beside <see cref="DetectorContract"/>.</summary>
internal static class RowDetectorContract
{
    private const int Dimensions = 5;
    private static readonly double[] Training = Rows.Normal(300, Dimensions);
    private static readonly double[] Unseen = [.. Rows.Normal(25, Dimensions, seed: 8), .. Rows.WithGaps(25, Dimensions)];

    public static void Score_RowsBesideIt_DoNotChangeARow(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] whole = detector.Scores(Unseen);

        foreach (int batch in new[] { 1, 2, 7, 8, 33 })
        {
            double[] parts = [.. Unseen.Chunk(batch * Dimensions).SelectMany(rows => detector.Scores(rows))];
            parts.ShouldBe(whole);
        }
    }

    public static void Score_SeveralThreads_GivesSameBits(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] serial = detector.Scores(Unseen), explained = detector.Explanations(Unseen);
        var results = new double[4][];
        var threads = results.Select((_, i) => new Thread(() =>
        {
            for (int repeat = 0; repeat < 3; repeat++)
                results[i] = [.. detector.Scores(Unseen), .. detector.Explanations(Unseen)];
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        foreach (double[] result in results)
            result.ShouldBe([.. serial, .. explained]);
    }

    public static void Score_NoRows_DoesNothing(IDetectorOptions options)
    {
        double[] scores = [123];

        Fit(options).Rows.Score([], scores);

        scores.ShouldBe([123]);
    }

    public static void Score_RoomForMore_LeavesTheRestAlone(IDetectorOptions options)
    {
        double[] scores = [1, 2, 3];

        Fit(options).Rows.Score(Unseen.AsSpan(0, Dimensions), scores);

        scores[1..].ShouldBe([2, 3]);
    }

    public static void Score_AfterWarmUp_AllocatesNothing(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] scores = new double[Unseen.Length / Dimensions];
        Allocations.Of(() => detector.Rows.Score(Unseen, scores)).ShouldBe(0);
    }

    public static void Explain_AfterWarmUp_AllocatesNothing(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] contributions = new double[Dimensions];
        Allocations.Of(() => detector.Explainer.Explain(Unseen.AsSpan(0, Dimensions), contributions)).ShouldBe(0);
    }

    public static void Score_WrongLengths_AreRefused(IDetectorOptions options)
    {
        var detector = Fit(options);

        Should.Throw<ArgumentException>(() => detector.Rows.Score(new double[Dimensions + 1], new double[2]));
        Should.Throw<ArgumentException>(() => detector.Rows.Score(new double[2 * Dimensions], new double[1]));
    }

    public static void Explain_WrongLengths_AreRefused(IDetectorOptions options)
    {
        var detector = Fit(options);

        Should.Throw<ArgumentException>(() => detector.Explainer.Explain(new double[Dimensions - 1], new double[Dimensions]));
        Should.Throw<ArgumentException>(() => detector.Explainer.Explain(new double[Dimensions], new double[Dimensions + 1]));
    }

    /// <summary>The promises by name.</summary>
    public static Dictionary<string, Action<IDetectorOptions>> All { get; } = DetectorContract.Promises(typeof(RowDetectorContract));

    private static Fitted Fit(IDetectorOptions options) => new(options.Fit(new TrainingSet(Training, Dimensions), 1));

    private sealed record Fitted(IDetector Detector)
    {
        public IRowDetector Rows => (IRowDetector)Detector;

        public IExplainer Explainer => (IExplainer)Detector;

        public double[] Scores(double[] rows) => new FittedDetector(Detector).Scores(rows);

        public double[] Explanations(double[] rows) => new FittedDetector(Detector).Explanations(rows);
    }
}

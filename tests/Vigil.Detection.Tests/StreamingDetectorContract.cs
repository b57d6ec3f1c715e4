using Vigil.Detection.Persistence;
using Vigil.Detection.Tests.TestData;
using Vigil.Testing;

namespace Vigil.Detection.Tests;

/// <summary>What a detector promises that learns from every row; beside <see cref="DetectorContract"/>.</summary>
internal static class StreamingDetectorContract
{
    private const int Dimensions = 5;
    private static readonly double[] Training = Rows.Normal(300, Dimensions);
    private static readonly double[] Unseen = [.. Rows.Normal(60, Dimensions, seed: 8), .. Rows.WithGaps(60, Dimensions)];

    public static void Update_RowsInOrder_LearnsFromThem(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] shifted = [.. Enumerable.Repeat(Rows.Normal(1, Dimensions)[0] + 9, 400 * Dimensions)];
        double[] scores = new FittedDetector(detector).Scores(shifted);

        scores[^1].ShouldBeLessThan(scores[0]);
    }

    public static void Update_StateSavedInTheMiddle_ContinuesWithTheSameBits(IDetectorOptions options)
    {
        var detector = Fit(options);
        int half = Unseen.Length / Dimensions / 2 * Dimensions;
        var whole = FittedDetector.Traces(detector, Unseen);
        double[] state = new double[detector.StateCells];
        detector.Begin(state);
        FittedDetector.Traces(detector, Unseen[..half], state);

        var writer = new ModelWriter();
        detector.Write(writer);
        var restarted = (IStreamingDetector)options.Read(new ModelReader(writer.Written.ToArray()));
        var rest = FittedDetector.Traces(restarted, Unseen[half..], [.. state]);

        rest.SelectMany(Bits).ShouldBe(whole.Skip(half / Dimensions).SelectMany(Bits));
    }

    public static void Update_TwoStatesInTurn_DoNotTouchEachOther(IDetectorOptions options)
    {
        var detector = Fit(options);
        var alone = FittedDetector.Traces(detector, Unseen);
        double[] mine = new double[detector.StateCells], other = new double[detector.StateCells], trace = new double[detector.TraceCells];
        detector.Begin(mine);
        detector.Begin(other);
        foreach (var (i, row) in Unseen.Chunk(Dimensions).Index())
        {
            detector.Update([.. row.Select(value => value + 100)], other, trace);
            detector.Update(row, mine, trace);
            Bits(trace).ShouldBe(Bits(alone[i]));
        }
    }

    public static void Score_LaterAndOnOtherThreads_IsThatOfTheRowsTrace(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] state = new double[detector.StateCells];
        detector.Begin(state);
        var rows = Unseen.Chunk(Dimensions).ToArray();
        var traces = new double[rows.Length][];
        double[] atOnce = new double[rows.Length], later = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            detector.Update(rows[i], state, traces[i] = new double[detector.TraceCells]);
            atOnce[i] = detector.Score(rows[i], traces[i]);
        }
        Parallel.For(0, rows.Length, i => later[i] = detector.Score(rows[i], traces[i]));

        Bits(later).ShouldBe(Bits(atOnce));
    }

    public static void Update_AfterWarmUp_AllocatesNothing(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] state = new double[detector.StateCells], trace = new double[detector.TraceCells], parts = new double[Dimensions];
        detector.Begin(state);
        double[] row = Unseen[..Dimensions];

        Allocations.Of(() => detector.Update(row, state, trace)).ShouldBe(0);
        Allocations.Of(() => detector.Score(row, trace)).ShouldBe(0);
        Allocations.Of(() => detector.Explain(row, trace, parts)).ShouldBe(0);
    }

    public static void Update_WrongLengths_AreRefused(IDetectorOptions options)
    {
        var detector = Fit(options);
        double[] row = new double[Dimensions], state = new double[detector.StateCells], trace = new double[detector.TraceCells];

        Should.Throw<ArgumentException>(() => detector.Begin(new double[state.Length + 1]));
        Should.Throw<ArgumentException>(() => detector.Update(new double[Dimensions - 1], state, trace));
        Should.Throw<ArgumentException>(() => detector.Update(row, new double[state.Length + 1], trace));
        Should.Throw<ArgumentException>(() => detector.Update(row, state, new double[trace.Length + 1]));
        Should.Throw<ArgumentException>(() => detector.Score(row, new double[trace.Length + 1]));
        Should.Throw<ArgumentException>(() => detector.Explain(row, new double[trace.Length + 1], new double[Dimensions]));
        Should.Throw<ArgumentException>(() => detector.Explain(row, trace, new double[Dimensions + 1]));
    }

    /// <summary>The promises by name.</summary>
    public static Dictionary<string, Action<IDetectorOptions>> All { get; } = DetectorContract.Promises(typeof(StreamingDetectorContract));

    private static IStreamingDetector Fit(IDetectorOptions options) =>
        (IStreamingDetector)options.Fit(new TrainingSet(Training, Dimensions), 1);

    private static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
}

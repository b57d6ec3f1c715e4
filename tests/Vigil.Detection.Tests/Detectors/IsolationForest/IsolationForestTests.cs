using Vigil.Detection.Detectors.IsolationForest;
using Vigil.Detection.Persistence;
using Vigil.Detection.Tests.TestData;
using Vigil.Testing;
using Forest = Vigil.Detection.Detectors.IsolationForest.IsolationForest;

namespace Vigil.Detection.Tests.Detectors.IsolationForest;

public class IsolationForestTests
{
    // Root splits feature 0 at 1; its right child (3 of 4 rows) splits feature 1 at 5 into 1 and 2 rows.
    private static readonly IsolationForestState Small = new()
    {
        Dimensions = 2,
        SampleSize = 4,
        Roots = [0],
        Feature = [0, -1, 1, -1, -1],
        Threshold = [1, 0, 5, 0, 0],
        Left = [1, -1, 3, -1, -1],
        Right = [2, -1, 4, -1, -1],
        Samples = [4, 1, 3, 1, 2],
    };

    [Theory]
    [InlineData(1.0, 9.0, 1)]
    [InlineData(1.1, 5.0, 2)]
    [InlineData(1.1, 5.1, 3)]
    [InlineData(double.NegativeInfinity, 9.0, 1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 3)]
    [InlineData(double.NaN, 5.0, 2)]
    [InlineData(2.0, double.NaN, 3)]
    public void Score_SmallTree_FollowsThePathToItsLeaf(double first, double second, double depth)
    {
        double[] score = new double[1];

        new Forest(Small).Score([first, second], score);

        // The leaf of two rows counts c(2) = 1 more; c(4) = 2(ln 3 + γ) − 3/2.
        double average = 2 * (Math.Log(3) + 0.5772156649015329) - 1.5;
        score[0].ShouldBe(Math.Pow(2, -depth / average), 1e-15);
    }

    [Fact]
    public void Score_TreesOfUnequalDepth_WalksEachToItsLeaf()
    {
        // The small tree and then seven that are a single leaf of four rows: one group that goes down together.
        var state = Small with
        {
            Roots = [0, .. Enumerable.Range(5, 7)],
            Feature = [.. Small.Feature, .. Enumerable.Repeat(-1, 7)],
            Threshold = [.. Small.Threshold, .. new double[7]],
            Left = [.. Small.Left, .. Enumerable.Repeat(-1, 7)],
            Right = [.. Small.Right, .. Enumerable.Repeat(-1, 7)],
            Samples = [.. Small.Samples, .. Enumerable.Repeat(4, 7)],
        };
        double[] score = new double[1];

        new Forest(state).Score([1.1, 5.1], score);

        double average = AveragePath.Length(4);
        score[0].ShouldBe(Math.Pow(2, -(3 + 7 * average) / 8 / average), 1e-15);
    }

    [Theory]
    [InlineData(3, 1, 7)]
    [InlineData(2, 2, 6)]
    [InlineData(1, 3, 1)]
    public void Fit_MissingValues_GoWithTheLargerSide(int low, int high, int left)
    {
        double[] rows = [.. Enumerable.Repeat(0.0, low), .. Enumerable.Repeat(10.0, high), .. Enumerable.Repeat(double.NaN, 4)];
        var state = new IsolationForestOptions { SampleSize = 8 }.Fit(new(rows, 1), 2).State;

        foreach (int root in state.Roots)
            state.Samples[state.Left[root]].ShouldBe(left);
    }

    [Fact]
    public void ExpectedDepth_SmallTree_IsMeanOverItsRows() => new Forest(Small).ExpectedDepth.ShouldBe((1 + 2 + 3 + 3) / 4.0, 1e-15);

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, 0.0)]
    [InlineData(2, 1.0)]
    [InlineData(3, 1.207392357589623)]
    [InlineData(256, 10.244770920119917)]
    public void Length_SmallCounts_FollowEquationOne(int rows, double expected) => AveragePath.Length(rows).ShouldBe(expected, 1e-12);

    [Fact]
    public void Score_SingleTrainingRow_IsOneHalf()
    {
        double[] scores = new double[2];

        new IsolationForestOptions().Fit(new(new[] { 1.0, 2.0 }, 2), 1).Score([1.0, 2.0, 9.0, 9.0], scores);

        scores.ShouldBe([0.5, 0.5]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(100)]
    public void Score_ManyColumns_EqualsAWalkOfTheState(int trees)
    {
        const int Columns = 400;
        double[] rows = Rows.WithGaps(21, Columns), scores = new double[21];
        var forest = new IsolationForestOptions { Trees = trees }.Fit(new(rows, Columns), 3);

        forest.Score(rows, scores);

        double average = AveragePath.Length(forest.State.SampleSize);
        for (int row = 0; row < scores.Length; row++)
            scores[row].ShouldBe(Math.Pow(2, -MeanDepth(forest.State, rows[(row * Columns)..((row + 1) * Columns)]) / average), 1e-14);
    }

    [Fact]
    public void ScoreAndExplain_ManyColumns_AllocateNothing()
    {
        double[] rows = Rows.Normal(50, 2000), scores = new double[50], contributions = new double[2000];
        var forest = new IsolationForestOptions { Trees = 10 }.Fit(new(rows, 2000), 3);

        Allocations.Of(() => forest.Score(rows, scores)).ShouldBe(0);
        Allocations.Of(() => forest.Explain(rows.AsSpan(0, 2000), contributions)).ShouldBe(0);
    }

    [Fact]
    public void Fit_Trees_DoNotDependOnHowManyThereAre()
    {
        double[] rows = Rows.Normal(500, 4);
        var few = new IsolationForestOptions { Trees = 3 }.Fit(new(rows, 4), 9).State;
        var many = new IsolationForestOptions { Trees = 8 }.Fit(new(rows, 4), 9).State;

        many.Threshold[..few.Threshold.Length].ShouldBe(few.Threshold);
        many.Samples[..few.Samples.Length].ShouldBe(few.Samples);
    }

    [Fact]
    public void Fit_AllRowsInTheSample_CountsEachOnce()
    {
        // With two rows per value and no depth limit in the way, every leaf holds exactly one pair: nothing was drawn twice.
        double[] rows = [0, 0, 1, 1, 2, 2, 3, 3];
        var state = new IsolationForestOptions { SampleSize = 8 }.Fit(new(rows, 1), 2).State;

        for (int node = 0; node < state.Samples.Length; node++)
            (state.Samples[node] % 2).ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 256)]
    [InlineData(10_001, 256)]
    [InlineData(100, 1)]
    [InlineData(100, 65_537)]
    public void Fit_OptionOutsideItsRange_NamesTheRange(int trees, int sampleSize)
    {
        var options = new IsolationForestOptions { Trees = trees, SampleSize = sampleSize };

        Should.Throw<ArgumentOutOfRangeException>(() => options.Fit(new(new[] { 1.0 }, 1), 1)).Message.ShouldContain("are expected");
    }

    /// <summary>Nodes are walked without bounds checks, so damaged bytes must be refused, or give a forest that can be walked.</summary>
    [Fact]
    public void Read_AnyByteChanged_IsRefusedOrHarmless()
    {
        var writer = new ModelWriter();
        new IsolationForestOptions { Trees = 2, SampleSize = 8 }.Fit(new(Rows.Normal(20, 3), 3), 1).Write(writer);
        byte[] bytes = writer.Written.ToArray();
        int refused = 0;

        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte change in new byte[] { 1, 16, 128, 255 })
            {
                bytes[at] ^= change;
                refused += CanBeWalked(bytes) ? 0 : 1;
                bytes[at] ^= change;
            }
        }

        refused.ShouldBeGreaterThan(bytes.Length);
    }

    private static bool CanBeWalked(byte[] bytes)
    {
        try
        {
            var forest = (Forest)new IsolationForestOptions().Read(new ModelReader(bytes));
            double[] scores = new double[9];
            forest.Score(new double[9 * forest.Dimensions], scores);
            scores.ShouldAllBe(score => double.IsFinite(score));
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static double MeanDepth(IsolationForestState state, double[] row)
    {
        double sum = 0;
        foreach (int root in state.Roots)
        {
            int node = root, depth = 0;
            for (; state.Feature[node] >= 0; depth++)
            {
                int left = state.Left[node], right = state.Right[node];
                double value = row[state.Feature[node]];
                bool goesLeft = double.IsNaN(value) ? state.Samples[left] >= state.Samples[right] : value <= state.Threshold[node];
                node = goesLeft ? left : right;
            }
            sum += depth + AveragePath.Length(state.Samples[node]);
        }
        return sum / state.Roots.Length;
    }
}

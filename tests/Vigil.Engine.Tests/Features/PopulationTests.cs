using System.Globalization;
using System.Text;
using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>A million events of one entity, a million entities with one event, and what both cost.</summary>
public sealed class PopulationTests(ITestOutputHelper output)
{
    private const int Million = 1_000_000;

    private static readonly Aggregation[] _sums = [Aggregation.Count, Aggregation.Sum, Aggregation.Mean, Aggregation.Std];

    [Fact]
    public void Update_OneEntityWithAMillionEvents_StaysExact()
    {
        var windows = new[] { TimeSpan.FromHours(1), TimeSpan.FromDays(30) };
        var pipeline = Pipeline(windows.SelectMany(w => _sums.Select(a => Spec(a, w))));
        var random = new SeededRandom(11);
        var times = new long[Million];
        // Prefix sums of whole cents and of their squares, exact.
        var cents = new Int128[Million + 1];
        var squares = new Int128[Million + 1];
        int[] tails = new int[windows.Length];
        var features = new double[pipeline.Width];
        var transaction = new Transaction(RandomEvents.Schema);
        double worst = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < Million; i++)
        {
            times[i] = (i == 0 ? 0 : times[i - 1]) + random.NextInt(6) * RandomEvents.Second;
            int amount = random.NextInt(1000) == 0 ? random.NextInt(int.MaxValue) : random.NextInt(10_000);
            (cents[i + 1], squares[i + 1]) = (cents[i] + amount, squares[i] + (Int128)amount * amount);
            Update(pipeline, transaction, "one", times[i], amount / 100.0, features);
            for (int w = 0; w < windows.Length; w++)
            {
                while (times[tails[w]] <= times[i] - windows[w].Ticks / TimeSpan.TicksPerMicrosecond)
                    tails[w]++;
                var (sum, square) = (cents[i + 1] - cents[tails[w]], squares[i + 1] - squares[tails[w]]);
                worst = Math.Max(worst, Error(features.AsSpan(w * 4, 4), i + 1 - tails[w], sum, square));
            }
        }

        worst.ShouldBeLessThan(1e-9);
        output.WriteLine($"one entity, {Million:n0} events: {(double)pipeline.Bytes / Million:f1} bytes an event held, "
            + $"{(double)(GC.GetAllocatedBytesForCurrentThread() - before) / Million:f1} allocated, relative error at most {worst:e1}");
    }

    [Fact]
    public void Update_AMillionEntitiesWithOneEvent_EachIsItsOwn()
    {
        var pipeline = Pipeline(
        [
            .. _sums.Select(a => Spec(a, TimeSpan.FromDays(30))),
            FeatureSpec.Create(Aggregation.RobustZscore, ["user"], "amount", Window.LastOf(64)),
            FeatureSpec.Create(Aggregation.FirstSeen, ["user"]),
        ]);
        var features = new double[pipeline.Width];
        var transaction = new Transaction(RandomEvents.Schema);
        int wrong = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < Million; i++)
        {
            Update(pipeline, transaction, string.Create(CultureInfo.InvariantCulture, $"user {i}"), i * RandomEvents.Second, i, features);
            wrong += features is [1, var sum, var mean, double.NaN, double.NaN, 1] && sum == i && mean == i ? 0 : 1;
        }

        wrong.ShouldBe(0);
        pipeline.Statistics.Single().Entities.ShouldBe(Million);
        output.WriteLine($"{Million:n0} entities, one event each: {(double)pipeline.Bytes / Million:f0} bytes an entity held, "
            + $"{(double)(GC.GetAllocatedBytesForCurrentThread() - before) / Million:f0} allocated");
    }

    [Fact]
    public void Update_AfterWarmUp_AllocatesNothing()
    {
        var pipeline = Pipeline(
        [
            .. _sums.Select(a => Spec(a, TimeSpan.FromHours(1))),
            Spec(Aggregation.Median, TimeSpan.FromHours(6)),
            FeatureSpec.Create(Aggregation.Distinct, ["user"], "shop", Window.Of(TimeSpan.FromHours(6))),
            FeatureSpec.Create(Aggregation.Risk, ["shop"], null, Window.Of(TimeSpan.FromHours(6)), TimeSpan.FromHours(1)),
            FeatureSpec.Create(Aggregation.RobustZscore, ["*"], "amount", Window.LastOf(256)),
            FeatureSpec.Create(Aggregation.Rarity, ["user"], "shop"),
            FeatureSpec.Create(Aggregation.Speed, ["user", "shop"]),
            FeatureSpec.Create(Aggregation.HourSin),
        ]);
        var random = new SeededRandom(5);
        var events = Enumerable.Range(0, 60_000).Select(_ => new Transaction(RandomEvents.Schema)).ToList();
        foreach (var (i, e) in events.Index())
        {
            (e.Time, e.Label) = (i * RandomEvents.Second, i % 2);
            e.SetText(0, Encoding.UTF8.GetBytes("user" + random.NextInt(40)));
            e.SetText(1, Encoding.UTF8.GetBytes("shop" + random.NextInt(20)));
            e.Numbers.AsSpan().Fill(random.NextDouble() * 80);
        }
        var (features, baselines) = (new double[pipeline.Width], new double[pipeline.Width]);
        foreach (var e in events.Take(50_000))
            pipeline.Update(e, features, baselines);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 50_000; i < events.Count; i++)
            pipeline.Update(events[i], features, baselines);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    // The greatest error of count, sum, mean and standard deviation, relative to what is summed.
    private static double Error(ReadOnlySpan<double> found, int count, Int128 cents, Int128 squares)
    {
        double sum = (double)cents / 100, mean = sum / count;
        double std = Math.Sqrt((double)(squares * count - cents * cents) / count / (count - 1)) / 100;
        double error = found[0] == count ? 0 : double.PositiveInfinity;
        error = Math.Max(error, Math.Max(Math.Abs(found[1] - sum), Math.Abs(found[2] - mean) * count) / Math.Max(sum, 1e-300));
        return count < 2 ? error : Math.Max(error, Math.Abs(found[3] - std) / Math.Max(sum, 1e-300));
    }

    private static FeaturePipeline Pipeline(IEnumerable<FeatureSpec> specs) =>
        new(RandomEvents.Schema, new FeatureSet([.. specs], TimeSpan.Zero));

    private static FeatureSpec Spec(Aggregation aggregation, TimeSpan length) =>
        FeatureSpec.Create(aggregation, ["user"], aggregation == Aggregation.Count ? null : "amount", Window.Of(length));

    private static void Update(FeaturePipeline pipeline, Transaction transaction, string user, long time, double amount, double[] features)
    {
        transaction.Clear();
        Span<byte> text = stackalloc byte[32];
        transaction.SetText(0, text[..Encoding.UTF8.GetBytes(user, text)]);
        (transaction.Time, transaction.Numbers[0]) = (time, amount);
        Span<double> baselines = stackalloc double[features.Length];
        pipeline.Update(transaction, features, baselines);
    }
}

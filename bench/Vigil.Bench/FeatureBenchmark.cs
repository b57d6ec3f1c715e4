using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Bench;

/// <summary>Window features alone, one thread, over the handbook's 1.47 million payments, from text fields to feature rows.</summary>
internal static class FeatureBenchmark
{
    private const int Runs = 5, BatchRows = 128;

    private static readonly string[] _entities = ["customer_id", "terminal_id"];
    private static readonly int[] _days = [1, 7, 30];
    private static readonly Aggregation[] _countAndMean = [Aggregation.Count, Aggregation.Mean];

    public static void Run()
    {
        var handbook = HandbookRows.Load();
        Measure(handbook, "2 entities × 3 windows × (count, mean)", CountsAndMeans());
        Measure(handbook, "a set like the default one", LikeTheDefault());
    }

    private static void Measure(HandbookRows handbook, string what, IEnumerable<FeatureSpec> specs)
    {
        var set = new FeatureSet([.. specs], TimeSpan.Zero);
        var last = new FeaturePipeline(handbook.Stream.Schema, set);
        var runs = Repetitions.Of(
            Runs, () => last = new FeaturePipeline(handbook.Stream.Schema, set), pipeline => Feed(pipeline, handbook));
        Figures.Print($"{what}: {last.Width} features, {handbook.Count:n0} events, 1 thread");
        runs.Print(handbook.Count, "events");
        foreach (var key in last.Statistics)
            Figures.Print(
                $"  {key.Key,-14} {key.Entities,8:n0} entities {key.Bytes / 1e6,8:n1} MB  {key.Bytes / key.Entities,8:n0} bytes/entity");
    }

    private static void Feed(FeaturePipeline pipeline, HandbookRows handbook)
    {
        Transaction[] batch = [.. Enumerable.Range(0, BatchRows).Select(_ => new Transaction(handbook.Stream.Schema))];
        var (features, baselines) = (new double[BatchRows * pipeline.Width], new double[BatchRows * pipeline.Width]);
        for (int row = 0, count; row < handbook.Count; row += count)
        {
            count = Math.Min(BatchRows, handbook.Count - row);
            for (int i = 0; i < count; i++)
                handbook.Fill(row + i, batch[i]);
            pipeline.UpdateAll(batch.AsSpan(0, count), features, baselines);
        }
    }

    private static IEnumerable<FeatureSpec> CountsAndMeans() =>
        from entity in _entities
        from days in _days
        from aggregation in _countAndMean
        select Windowed(aggregation, entity, days * 24);

    private static IEnumerable<FeatureSpec> LikeTheDefault()
    {
        foreach (var aggregation in new[] { Aggregation.Value, Aggregation.Log })
            yield return FeatureSpec.Create(aggregation, null, "amount");
        foreach (var aggregation in new[] { Aggregation.HourSin, Aggregation.HourCos, Aggregation.Weekend, Aggregation.Night })
            yield return FeatureSpec.Create(aggregation);
        foreach (int hours in new[] { 1, 24, 168, 720 })
            foreach (var aggregation in new[] { Aggregation.Count, Aggregation.Sum, Aggregation.Mean, Aggregation.Std })
                yield return Windowed(aggregation, "customer_id", hours);
        foreach (var past in PastLikeTheDefault())
            yield return past;
        foreach (int hours in new[] { 24, 168 })
        {
            yield return Windowed(Aggregation.Count, "terminal_id", hours);
            yield return FeatureSpec.Create(Aggregation.Distinct, ["terminal_id"], "customer_id", Window.Of(TimeSpan.FromHours(hours)));
        }
        foreach (int days in new[] { 1, 7, 30 })
            yield return FeatureSpec.Create(
                Aggregation.Risk, ["terminal_id"], null, Window.Of(TimeSpan.FromDays(days)), TimeSpan.FromDays(7));
    }

    private static IEnumerable<FeatureSpec> PastLikeTheDefault() =>
    [
        FeatureSpec.Create(Aggregation.SinceLast, ["customer_id"]),
        FeatureSpec.Create(Aggregation.RobustZscore, ["customer_id"], "amount", Window.LastOf(64)),
        FeatureSpec.Create(Aggregation.Ratio, ["customer_id"], "amount", Window.LastOf(64)),
        FeatureSpec.Create(Aggregation.FirstSeen, ["customer_id"], "terminal_id"),
        FeatureSpec.Create(Aggregation.Rarity, ["customer_id"], "terminal_id"),
        FeatureSpec.Create(Aggregation.RobustZscore, ["*"], "amount", Window.LastOf(256)),
        FeatureSpec.Create(Aggregation.Rarity, ["*"], "terminal_id"),
        FeatureSpec.Create(Aggregation.RobustZscore, ["terminal_id"], "amount", Window.LastOf(64)),
    ];

    private static FeatureSpec Windowed(Aggregation aggregation, string entity, int hours) =>
        FeatureSpec.Create(aggregation, [entity], aggregation == Aggregation.Count ? null : "amount", Window.Of(TimeSpan.FromHours(hours)));
}

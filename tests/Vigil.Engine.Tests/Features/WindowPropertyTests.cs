using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.Tests.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>Every aggregation against <see cref="NaiveFeatures"/> over random streams; a failure names the seed.</summary>
public sealed class WindowPropertyTests
{
    private static readonly string[][] _keys = [["user"], ["shop"], ["user", "shop"], ["*"]];

    private static readonly Aggregation[] _ofWindows =
    [
        Aggregation.Count, Aggregation.Rate, Aggregation.Distinct, Aggregation.Sum, Aggregation.Mean, Aggregation.Std, Aggregation.Zscore,
        Aggregation.Min, Aggregation.Max, Aggregation.Median, Aggregation.Percentile, Aggregation.Risk, Aggregation.Surge,
    ];

    private static readonly Aggregation[] _ofThePast =
        [Aggregation.SinceLast, Aggregation.FirstSeen, Aggregation.Rarity, Aggregation.RobustZscore, Aggregation.Ratio];

    public static IEnumerable<TheoryDataRow<int, TimeSpan>> Streams() =>
        from seed in Enumerable.Range(1, 20)
        select new TheoryDataRow<int, TimeSpan>(seed, TimeSpan.FromSeconds(seed % 3 * 1500));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Update_RandomStream_EqualsNaiveRecomputation(int seed, TimeSpan lateness) =>
        EqualsNaive(seed, lateness, RandomEvents.Make((ulong)seed, 400));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Update_SomeDatedAheadOfTheirReceipt_EqualsNaiveRecomputation(int seed, TimeSpan lateness) =>
        EqualsNaive(seed, lateness, RandomEvents.Clocked((ulong)seed, RandomEvents.Make((ulong)seed, 400)));

    private static void EqualsNaive(int seed, TimeSpan lateness, List<Event> events)
    {
        var pipeline = Pipeline(lateness);
        var naive = pipeline.Features.Select(f => new NaiveFeatures(f, lateness.Ticks / TimeSpan.TicksPerMicrosecond)).ToList();
        var transaction = new Transaction(RandomEvents.Schema);
        var (features, baselines) = (new double[pipeline.Width], new double[pipeline.Width]);
        int row = 0;

        foreach (var e in events)
        {
            RandomEvents.Fill(transaction, e);
            pipeline.Update(transaction, features, baselines);
            for (int i = 0; i < features.Length; i++)
                if (naive[i].Next(e) is var (value, size) && size >= 0)
                    Check(features[i], value, 1e-9 * size, $"seed {seed}, row {row}, {pipeline.Features[i].Name}");
            row++;
        }

        row.ShouldBe(400);
        pipeline.Statistics.Sum(k => k.Late + k.TooLate).ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Restore_InTheMiddle_ContinuesToTheBit(int seed, TimeSpan lateness)
    {
        var events = RandomEvents.Clocked((ulong)seed, RandomEvents.Make((ulong)seed, 400));
        var whole = Rows(Pipeline(lateness), events);
        var first = Pipeline(lateness);
        var rows = Rows(first, events[..200]);
        var second = Pipeline(lateness);
        SavedParts.Move(first.Parts, second.Parts);

        SavedParts.Hash(second.Parts).ShouldBe(SavedParts.Hash(first.Parts));
        rows.AddRange(Rows(second, events[200..]));

        Same(rows, whole, $"seed {seed}");
        var folded = Pipeline(lateness);
        Rows(folded, events);
        SavedParts.Hash(second.Parts).ShouldBe(SavedParts.Hash(folded.Parts));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void ApplyLabel_LabelsThatComeLater_EqualLabelsKnownFromTheStartOnceTheDelayHasPassed(int seed, TimeSpan lateness)
    {
        lateness += TimeSpan.FromHours(6);
        var events = RandomEvents.Make((ulong)seed, 400);
        var delayed = new FeatureSet([.. Specs().Where(f => f.Aggregation == Aggregation.Risk && f.Delay > TimeSpan.Zero)], lateness);
        var (known, told) = (new FeaturePipeline(RandomEvents.Schema, delayed), new FeaturePipeline(RandomEvents.Schema, delayed));
        long delay = delayed.Features.Min(f => f.Delay).Ticks / TimeSpan.TicksPerMicrosecond;
        var transaction = new Transaction(RandomEvents.Schema);
        var waiting = new List<Event>();

        for (int i = 0; i < events.Count; i++)
        {
            // Before an event comes, every label becomes known that is as old as the delay by then.
            foreach (var old in waiting.FindAll(e => e.Time <= events[i].Time - delay))
            {
                RandomEvents.Fill(transaction, old);
                told.ApplyLabel(transaction);
                waiting.Remove(old);
            }
            if (!double.IsNaN(events[i].Label))
                waiting.Add(events[i]);
            Same(Rows(told, [events[i] with { Label = double.NaN }]), Rows(known, [events[i]]), $"seed {seed}, event {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void UpdateAll_GroupsOfRandomSizes_EqualOneByOneToTheBit(int seed, TimeSpan lateness)
    {
        var events = RandomEvents.Make((ulong)seed, 400);
        var (single, grouped, random) = (Pipeline(lateness), Pipeline(lateness), new SeededRandom((ulong)seed));
        var found = new List<double>();

        for (int from = 0, count; from < events.Count; from += count)
        {
            count = Math.Min(events.Count - from, 1 + random.NextInt(3 * FeaturePipeline.GroupLength));
            Transaction[] group = [.. Enumerable.Range(0, count).Select(_ => new Transaction(RandomEvents.Schema))];
            for (int i = 0; i < count; i++)
                RandomEvents.Fill(group[i], events[from + i]);
            var (features, baselines) = (new double[count * grouped.Width], new double[count * grouped.Width]);
            grouped.UpdateAll(group, features, baselines);
            foreach (var (values, usual) in features.Chunk(grouped.Width).Zip(baselines.Chunk(grouped.Width)))
                found.AddRange([.. values, .. usual]);
        }

        Same(found, Rows(single, events), $"seed {seed}");
        SavedParts.Hash(grouped.Parts).ShouldBe(SavedParts.Hash(single.Parts));
    }

    private static void Same(List<double> found, List<double> expected, string where)
    {
        found.Count.ShouldBe(expected.Count, where);
        int differing = Enumerable.Range(0, found.Count).Count(i => !found[i].Equals(expected[i]));
        differing.ShouldBe(0, $"{where}: values that differ");
    }

    private static void Check(double found, double expected, double tolerance, string where)
    {
        bool isEqual = double.IsNaN(expected) ? double.IsNaN(found) : Math.Abs(found - expected) <= tolerance;
        isEqual.ShouldBeTrue($"{where}: found {found:R}, expected {expected:R} within {tolerance:R}");
    }

    private static FeaturePipeline Pipeline(TimeSpan lateness) => new(RandomEvents.Schema, new FeatureSet([.. Specs()], lateness));

    private static List<double> Rows(FeaturePipeline pipeline, List<Event> events)
    {
        var transaction = new Transaction(RandomEvents.Schema);
        var (features, baselines, rows) = (new double[pipeline.Width], new double[pipeline.Width], new List<double>());
        foreach (var e in events)
        {
            RandomEvents.Fill(transaction, e);
            pipeline.Update(transaction, features, baselines);
            rows.AddRange(features);
            rows.AddRange(baselines);
        }
        return rows;
    }

    private static IEnumerable<FeatureSpec> Specs() => _keys.SelectMany(key => PastOf(key).Concat(
        from aggregation in _ofWindows
        from minutes in (int[])[10, 60, 1440]
        from delay in (int[])[0, 30]
        where delay == 0 || aggregation != Aggregation.Surge
        let window = Window.Of(TimeSpan.FromMinutes(minutes))
        let feature = FeatureSpec.Create(aggregation, key, Field(aggregation), window, TimeSpan.FromMinutes(delay), 90)
        select feature with { Name = $"{feature.Name}_{delay}" }));

    private static IEnumerable<FeatureSpec> PastOf(string[] key) =>
    [
        .. _ofThePast.Select(a => FeatureSpec.Create(a, key, Field(a), Field(a) == "amount" ? Window.LastOf(20) : default)),
        FeatureSpec.Create(Aggregation.FirstSeen, key),
        FeatureSpec.Create(Aggregation.RobustZscore, key, "amount", Window.LastOf(7)),
    ];

    private static string? Field(Aggregation aggregation) => aggregation switch
    {
        Aggregation.Count or Aggregation.Rate or Aggregation.Surge or Aggregation.Risk or Aggregation.SinceLast => null,
        Aggregation.Distinct or Aggregation.Rarity or Aggregation.FirstSeen => "shop",
        _ => "amount",
    };
}

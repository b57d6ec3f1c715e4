using Vigil.Engine.Features;
using Vigil.Engine.Tests.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>Features of sizes against <see cref="NaiveSizes"/>, and restored in the middle; late events, ties, both signs.</summary>
public sealed class SizePropertyTests
{
    private const int OwnLast = 12;

    private static readonly Aggregation[] _all =
    [
        Aggregation.Deviation, Aggregation.Multiple, Aggregation.Known, Aggregation.OthersSum, Aggregation.OthersMean,
        Aggregation.Recurrence,
    ];

    public static IEnumerable<TheoryDataRow<int, TimeSpan>> Streams() =>
        from seed in Enumerable.Range(1, 20)
        select new TheoryDataRow<int, TimeSpan>(seed, TimeSpan.FromSeconds(seed % 3 * 1500));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Update_RandomStream_EqualsNaiveRecomputation(int seed, TimeSpan lateness)
    {
        var features = Features();
        var naive = features.Select(f => new NaiveSizes(f, OwnLast, lateness.Ticks / TimeSpan.TicksPerMicrosecond)).ToList();
        var rows = Rows(new FeaturePipeline(RandomEvents.Schema, new FeatureSet([.. features], lateness)), Events(seed));
        int row = 0, compared = 0;

        foreach (var e in Events(seed))
        {
            for (int i = 0; i < features.Count; i++)
                if (naive[i].Next(e) is { } value)
                {
                    string where = $"seed {seed}, row {row}, {features[i].Name}: {rows[row][i]}, expected {value}";
                    bool isEqual = double.IsNaN(value) ? double.IsNaN(rows[row][i])
                        : Math.Abs(rows[row][i] - value) <= 1e-6 * Math.Max(1, Math.Abs(value));
                    isEqual.ShouldBeTrue(where);
                    compared += double.IsNaN(value) ? 0 : 1;
                }
            row++;
        }

        compared.ShouldBeGreaterThan(2000);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Restore_InTheMiddle_ContinuesToTheBit(int seed, TimeSpan lateness)
    {
        var set = new FeatureSet([.. Features()], lateness);
        var events = Events(seed);
        var whole = Rows(new FeaturePipeline(RandomEvents.Schema, set), events);
        var first = new FeaturePipeline(RandomEvents.Schema, set);
        Rows(first, events[..200]);
        var second = new FeaturePipeline(RandomEvents.Schema, set);
        SavedParts.Move(first.Parts, second.Parts);

        Rows(second, events[200..]).SelectMany(r => r).ShouldBe(whole.Skip(200).SelectMany(r => r));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Update_EverySignFlipped_GivesTheSameBits(int seed, TimeSpan lateness)
    {
        var set = new FeatureSet([.. Features()], lateness);
        var events = Events(seed);

        var flipped = Rows(new FeaturePipeline(RandomEvents.Schema, set), [.. events.Select(e => e with { Amount = -e.Amount })]);

        flipped.SelectMany(r => r).ShouldBe(Rows(new FeaturePipeline(RandomEvents.Schema, set), events).SelectMany(r => r));
    }

    // Some events a week or a month apart, and amounts that return.
    private static List<Event> Events(int seed)
    {
        var events = RandomEvents.Make((ulong)seed, 400);
        long start = events[0].Time;
        return [.. events.Select((e, i) => e with
        {
            Time = seed % 2 == 0 ? e.Time : start + (e.Time - start) * 40,
            Amount = i % 5 == 0 ? Math.CopySign(50 + i % 10, e.Amount) : i % 17 == 0 ? 0 : e.Amount,
        })];
    }

    private static List<FeatureSpec> Features() =>
    [
        .. _all.Select(a => FeatureSpec.Create(a, ["user"], "amount", WindowOf(a, OwnLast))),
        FeatureSpec.Create(Aggregation.Deviation, ["*"], "amount", Window.LastOf(256)),
        FeatureSpec.Create(Aggregation.OthersSum, ["*"], "amount", Window.Of(TimeSpan.FromDays(1))),
    ];

    private static Window WindowOf(Aggregation aggregation, int last) => aggregation switch
    {
        Aggregation.OthersSum or Aggregation.OthersMean => Window.Of(TimeSpan.FromDays(7)),
        Aggregation.Recurrence => Window.None,
        _ => Window.LastOf(last),
    };

    private static List<double[]> Rows(FeaturePipeline pipeline, List<Event> events)
    {
        var transaction = new Transaction(RandomEvents.Schema);
        var (rows, baselines) = (new List<double[]>(), new double[pipeline.Width]);
        foreach (var e in events)
        {
            RandomEvents.Fill(transaction, e);
            var row = new double[pipeline.Width];
            pipeline.Update(transaction, row, baselines);
            rows.Add(row);
        }
        return rows;
    }
}

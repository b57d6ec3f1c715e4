using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>Extreme times, late events where there is nothing to place, and features that cannot be computed.</summary>
public sealed class FeatureEdgeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly long _first = new DateTime(1900, 1, 1).Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long _last = new DateTime(2199, 12, 31).Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [Fact]
    public void Update_LongestWindowAndLateness_HoldsAllYears()
    {
        var whole = Window.Of(TimeSpan.MaxValue);
        var pipeline = Pipeline(
            TimeSpan.MaxValue,
            FeatureSpec.Create(Aggregation.Count, ["user"], null, whole),
            FeatureSpec.Create(Aggregation.Count, ["user"], null, whole, TimeSpan.MaxValue));

        Update(pipeline, "one", _last)[0].ShouldBe(1);
        Update(pipeline, "one", _first)[0].ShouldBe(1);
        Update(pipeline, "one", _last).ShouldBe([3, 0]);
    }

    [Fact]
    public void Update_EventOfTheFarFuture_HarmsOnlyItsOwnEntity()
    {
        var count = FeatureSpec.Create(Aggregation.Count, ["user"], null, Window.Of(TimeSpan.FromHours(1)));
        var pipeline = Pipeline(TimeSpan.FromHours(1), count);
        Update(pipeline, "one", _last);

        for (int i = 1; i <= 50; i++)
        {
            Update(pipeline, "other", i)[0].ShouldBe(i);
            Update(pipeline, "one", i)[0].ShouldBe(1);
        }

        pipeline.Statistics.Single().TooLate.ShouldBe(50);
    }

    [Fact]
    public void Update_LateEventOfAKeyWithoutWindows_IsReadAndCounted()
    {
        var pipeline = Pipeline(TimeSpan.FromHours(1), FeatureSpec.Create(Aggregation.SinceLast, ["user"]));
        Update(pipeline, "one", RandomEvents.Second * 100);

        Update(pipeline, "one", RandomEvents.Second * 40)[0].ShouldBe(0);
        Update(pipeline, "one", RandomEvents.Second * 130)[0].ShouldBe(30);

        pipeline.Statistics.Single().Late.ShouldBe(1);
    }

    [Fact]
    public void Update_HugeValue_LeavesSumsSoundWhenItHasGone()
    {
        var window = Window.Of(TimeSpan.FromSeconds(10));
        var pipeline = Pipeline(
            TimeSpan.Zero,
            FeatureSpec.Create(Aggregation.Std, ["user"], "amount", window),
            FeatureSpec.Create(Aggregation.Max, ["user"], "amount", window));

        Update(pipeline, "one", 0, 1);
        Update(pipeline, "one", 0, double.MaxValue)[1].ShouldBe(double.MaxValue);
        Update(pipeline, "one", 0, 3)[0].ShouldBe(Math.Sqrt(2), 1e-12);
    }

    public static IEnumerable<TheoryDataRow<FeatureSpec, string>> Impossible() =>
    [
        new(FeatureSpec.Create(Aggregation.Median, ["user"], "amount", Window.LastOf(5)), "event time"),
        new(FeatureSpec.Create(Aggregation.Count, ["user"]), "event time"),
        new(FeatureSpec.Create(Aggregation.Count, ["user"], null, Window.Of(TimeSpan.Zero)), "longer"),
        new(FeatureSpec.Create(Aggregation.Count, ["user"], null, Window.Of(Hour), -Hour), "negative delay"),
        new(FeatureSpec.Create(Aggregation.Ratio, ["user"], "amount", Window.Of(TimeSpan.FromHours(1))), "last N"),
        new(FeatureSpec.Create(Aggregation.Rarity, ["user"]), "text field"),
        new(FeatureSpec.Create(Aggregation.Rarity, ["user"], "amount"), "text field"),
        new(FeatureSpec.Create(Aggregation.Percentile, ["user"], "amount", Window.Of(TimeSpan.FromHours(1)), percentile: 101), "0 to 100"),
        new(FeatureSpec.Create(Aggregation.HourSin, ["user"]), "no entity"),
        new(FeatureSpec.Create(Aggregation.Count, ["nobody"], null, Window.Of(TimeSpan.FromHours(1))), "nobody"),
    ];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void FeaturePipeline_FeatureThatCannotBeComputed_SaysWhatItLacks(FeatureSpec feature, string reason) =>
        Should.Throw<ArgumentException>(() => Pipeline(TimeSpan.Zero, feature)).Message.ShouldContain(reason);

    private static FeaturePipeline Pipeline(TimeSpan lateness, params FeatureSpec[] features) =>
        new(RandomEvents.Schema, new FeatureSet([.. features], lateness));

    private static double[] Update(FeaturePipeline pipeline, string user, long time, double amount = 1)
    {
        var transaction = new Transaction(RandomEvents.Schema);
        RandomEvents.Fill(transaction, new Event(time, user, "shop", amount, double.NaN, 0, 0));
        var features = new double[pipeline.Width];
        pipeline.Update(transaction, features, new double[pipeline.Width]);
        return features;
    }
}

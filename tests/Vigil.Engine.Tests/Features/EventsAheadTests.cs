using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>Events that are dated ahead of the time of their receipt: they blind nobody, and count once their time has come.</summary>
public sealed class EventsAheadTests
{
    private const long Minute = 60 * RandomEvents.Second, Hour = 60 * Minute, Day = 24 * Hour, Noon = 20_000 * Day;

    [Fact]
    public void Update_OneEventDatedADayAhead_BlindsNoEntity()
    {
        var pipeline = Pipeline(TimeSpan.FromHours(1));
        Update(pipeline, Noon, Noon + Day);

        for (int i = 1; i <= 8; i++)
            Update(pipeline, Noon + i * Minute, Noon + i * Minute).ShouldBe([i, i], $"payment {i}");

        pipeline.Statistics.ShouldAllBe(key => key.Late + key.TooLate == 0);
        Update(pipeline, Noon + Day, Noon + Day).ShouldBe([2, 2], "the one dated ahead is due");
    }

    [Fact]
    public void Update_OneEventDatedADayAhead_KeepsTheHistoryOfABusyEntity()
    {
        var pipeline = Pipeline(TimeSpan.FromHours(1));
        for (int i = 1; i <= 40; i++)
            Update(pipeline, Noon + i, Noon + i);
        Update(pipeline, Noon + Minute, Noon + Day);

        for (int i = 1; i <= 40; i++)
            Update(pipeline, Noon + 2 * Minute + i, Noon + 2 * Minute + i).ShouldBe([40 + i, 40 + i], $"payment {i}");
    }

    [Fact]
    public void Update_ClockAFewSecondsAhead_MakesNobodyTooLateWhateverTheLateness()
    {
        var pipeline = Pipeline(TimeSpan.Zero);
        Update(pipeline, Noon, Noon + 5 * RandomEvents.Second);

        for (int i = 1; i <= 4; i++)
            Update(pipeline, Noon + i, Noon + i).ShouldBe([i, i], $"payment {i}");
    }

    [Fact]
    public void Update_LateEventBehindOneDatedAhead_IsMeasuredFromItsReceipt()
    {
        var pipeline = Pipeline(TimeSpan.FromHours(1));
        Update(pipeline, Noon, Noon);
        Update(pipeline, Noon, Noon + 9 * RandomEvents.Second);

        Update(pipeline, Noon + RandomEvents.Second, Noon + RandomEvents.Second - Hour).ShouldBe([1, 1]);
        pipeline.Statistics.ShouldAllBe(key => key.TooLate == 0 && key.Late == 1);
        Update(pipeline, Noon + RandomEvents.Second, Noon - Hour);
        pipeline.Statistics.ShouldAllBe(key => key.TooLate == 1 && key.Late == 1);
    }

    [Fact]
    public void Update_FirstEdition_ReplaysWhatItDecided()
    {
        var pipeline = new FeaturePipeline(RandomEvents.Schema, new FeatureSet(
            [FeatureSpec.Create(Aggregation.Count, ["user"], null, Window.Of(TimeSpan.FromHours(2))) with { Edition = 1 }],
            TimeSpan.FromHours(1)));
        Update(pipeline, Noon, Noon + Day);

        Update(pipeline, Noon + Minute, Noon + Minute).ShouldBe([1]);
        Update(pipeline, Noon + 2 * Minute, Noon + 2 * Minute).ShouldBe([1]);
    }

    private static FeaturePipeline Pipeline(TimeSpan lateness) => new(RandomEvents.Schema, new FeatureSet(
        [.. ((string[])["user", "*"]).Select(key => FeatureSpec.Create(Aggregation.Count, [key], null, Window.Of(TimeSpan.FromHours(2))))],
        lateness));

    private static double[] Update(FeaturePipeline pipeline, long received, long time)
    {
        var transaction = new Transaction(RandomEvents.Schema);
        RandomEvents.Fill(transaction, new Event(time, "one", "shop", 1, double.NaN, 0, 0, received));
        var features = new double[pipeline.Width];
        pipeline.Update(transaction, features, new double[pipeline.Width]);
        return features;
    }
}

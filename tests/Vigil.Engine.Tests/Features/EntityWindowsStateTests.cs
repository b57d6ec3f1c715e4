using Vigil.Detection.Numerics;
using Vigil.Detection.Persistence;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>States that were damaged, or written for other features.</summary>
public sealed class EntityWindowsStateTests
{
    [Fact]
    public void Restore_StateWithOneDamagedByte_IsRejectedOrWorks()
    {
        byte[] state = State();
        var random = new SeededRandom(7);
        int rejected = 0;

        for (int trial = 0; trial < 1000; trial++)
        {
            byte[] damaged = [.. state];
            int place = trial < 500 ? random.NextInt(4096) : random.NextInt(state.Length);
            damaged[place] ^= (byte)(1 << random.NextInt(8));
            rejected += IsRejected(damaged, $"byte {place}") ? 1 : 0;
        }

        rejected.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Restore_StateThatEndsEarly_IsRejected()
    {
        byte[] state = State();

        for (int length = 0; length < state.Length; length += 997)
            IsRejected(state[..length], $"{length} bytes").ShouldBeTrue($"{length} bytes");
    }

    [Fact]
    public void Restore_StateOfOtherFeatures_SaysSo()
    {
        var features = new FeatureSet([FeatureSpec.Create(Aggregation.FirstSeen, ["user"])], TimeSpan.Zero);
        var other = new FeaturePipeline(RandomEvents.Schema, features);

        var error = Should.Throw<InvalidDataException>(() => other.Restore(new ModelReader(State())));

        error.Message.ShouldContain("other features");
    }

    // Damage that is not noticed must not come up later either.
    private static bool IsRejected(byte[] state, string what)
    {
        var pipeline = Pipeline();
        try
        {
            pipeline.Restore(new ModelReader(state));
        }
        catch (InvalidDataException)
        {
            return true;
        }
        Should.NotThrow(() => Feed(pipeline, RandomEvents.Make(3, 120)), what);
        return false;
    }

    private static byte[] State()
    {
        var pipeline = Pipeline();
        Feed(pipeline, RandomEvents.Make(3, 120));
        var writer = new ModelWriter();
        pipeline.Snapshot(writer);
        return writer.Written.ToArray();
    }

    private static void Feed(FeaturePipeline pipeline, List<Event> events)
    {
        var transaction = new Transaction(RandomEvents.Schema);
        var (features, baselines) = (new double[pipeline.Width], new double[pipeline.Width]);
        foreach (var e in events)
        {
            RandomEvents.Fill(transaction, e);
            pipeline.Update(transaction, features, baselines);
            pipeline.ApplyLabel(transaction);
        }
    }

    private static FeaturePipeline Pipeline() => new(RandomEvents.Schema, new FeatureSet(
        [
            FeatureSpec.Create(Aggregation.Std, ["user"], "amount", Window.Of(TimeSpan.FromHours(1))),
            FeatureSpec.Create(Aggregation.Distinct, ["user"], "shop", Window.Of(TimeSpan.FromHours(1))),
            FeatureSpec.Create(Aggregation.Median, ["user"], "amount", Window.Of(TimeSpan.FromHours(1))),
            FeatureSpec.Create(Aggregation.Risk, ["user"], null, Window.Of(TimeSpan.FromHours(1)), TimeSpan.FromHours(1)),
            FeatureSpec.Create(Aggregation.RobustZscore, ["user"], "amount", Window.LastOf(9)),
            FeatureSpec.Create(Aggregation.Rarity, ["user", "shop"], "shop"),
            FeatureSpec.Create(Aggregation.Distance, ["user"]),
        ],
        TimeSpan.FromMinutes(20)));
}

using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.Tests.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>States that were damaged, or written for other features.</summary>
public sealed class EntityWindowsStateTests
{
    [Fact]
    public void Restore_StateWithOneDamagedByte_IsRejected()
    {
        byte[] state = State();
        var random = new SeededRandom(7);

        for (int trial = 0; trial < 1000; trial++)
        {
            byte[] damaged = [.. state];
            int place = trial < 50 ? random.NextInt(4096) : random.NextInt(state.Length);
            damaged[place] ^= (byte)(1 << random.NextInt(8));
            // The first page only says where the manifest is.
            (place is > 18 and < 4096 || IsRejected(damaged, $"byte {place}")).ShouldBeTrue($"byte {place}");
        }
    }

    [Fact]
    public void Restore_StateThatEndsEarly_IsRejected()
    {
        byte[] state = State();

        for (int length = 0; length < state.Length; length += state.Length / 97)
            IsRejected(state[..length], $"{length} bytes").ShouldBeTrue($"{length} bytes");
    }

    [Fact]
    public void Restore_StateOfOtherFeatures_SaysSo()
    {
        var features = new FeatureSet([FeatureSpec.Create(Aggregation.FirstSeen, ["user"])], TimeSpan.Zero);
        var other = new FeaturePipeline(RandomEvents.Schema, features);

        var error = Should.Throw<InvalidDataException>(() => SavedParts.Load(State(), other.Parts));

        error.Message.ShouldContain("other features");
    }

    // Damage that is not noticed must not come up later either.
    private static bool IsRejected(byte[] state, string what)
    {
        var pipeline = Pipeline();
        try
        {
            SavedParts.Load(state, pipeline.Parts);
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
        return SavedParts.File(pipeline.Parts);
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

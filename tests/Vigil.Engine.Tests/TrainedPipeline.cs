using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests;

/// <summary>Two thousand payments of ten accounts over twenty days, and the default features and model for them.</summary>
internal static class TrainedPipeline
{
    public const int Count = 2000;

    public static readonly TransactionSchema Schema = new(
    [
        new Field("id", FieldType.Text, FieldRole.Id), new Field("time", FieldType.Time, FieldRole.Time),
        new Field("account", FieldType.Text, FieldRole.Entity), new Field("merchant", FieldType.Text, FieldRole.Merchant),
        new Field("amount", FieldType.Number, FieldRole.Amount),
    ]);

    public static FeatureSet Features { get; } = new(DefaultFeatures.Of(Schema), TimeSpan.Zero);

    public static Model Train(ulong seed = 42, ModelOptions? options = null)
    {
        var pipeline = new ScoringPipeline(Schema, Features);
        var trainer = new ModelTrainer(Schema, pipeline.Features, options ?? new ModelOptions { Seed = seed });
        Run(pipeline, batch => trainer.Offer(batch.Transactions[0], batch.FeaturesOf(0)));
        return trainer.Fit("name: test");
    }

    /// <summary>Every payment on its own: accepted and, where there is a model, scored.</summary>
    public static void Run(ScoringPipeline pipeline, Action<MicroBatch> each, int from = 0, int to = Count)
    {
        var random = new SeededRandom(7);
        var batch = pipeline.NewBatch(1);
        for (int i = 0; i < to; i++, batch.Clear())
        {
            Fill(batch.Next, i, random);
            if (i < from)
                continue;
            pipeline.Accept(batch).ShouldBeTrue();
            if (pipeline.Model is not null)
                pipeline.Score(batch);
            each(batch);
        }
    }

    /// <summary>The same payments in batches of a size, accepted and scored.</summary>
    public static void RunBatches(ScoringPipeline pipeline, int size, Action<MicroBatch> each)
    {
        var random = new SeededRandom(7);
        var batch = pipeline.NewBatch(size);
        for (int i = 0; i < Count; i++)
        {
            Fill(batch.Next, i, random);
            pipeline.Accept(batch).ShouldBeTrue();
            if (!batch.IsFull && i < Count - 1)
                continue;
            pipeline.Score(batch);
            each(batch);
            batch.Clear();
        }
    }

    private static void Fill(Transaction transaction, int index, SeededRandom random)
    {
        transaction.Clear();
        transaction.Time = 1_700_000_000_000_000 + index * 864_000_000L;
        transaction.SetText(0, System.Text.Encoding.UTF8.GetBytes($"t{index}"));
        transaction.SetText(1, System.Text.Encoding.UTF8.GetBytes($"a{random.NextInt(10)}"));
        transaction.SetText(2, System.Text.Encoding.UTF8.GetBytes($"m{Math.Min(random.NextInt(12), random.NextInt(40))}"));
        transaction.Numbers[0] = Math.Round(Math.Exp(3 + random.NextNormal() * (random.NextInt(50) == 0 ? 2 : 0.5)), 2);
    }
}

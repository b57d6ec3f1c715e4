using System.Text;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Journal;

public class DecisionRecordTests
{
    private static readonly ScoringPipeline Pipeline =
        new(TrainedPipeline.Schema, TrainedPipeline.Features, TrainedPipeline.Train());

    [Fact]
    public void Decode_WhatWasEncoded_GivesTheSameBits()
    {
        int decisions = 0;
        TrainedPipeline.Run(Fresh(), batch =>
        {
            decisions++;
            var explanation = batch.Explain(0);
            byte[] body = DecisionRecord.Encode(
                batch.Transactions[0], batch.Snapshot!.Model.Version, batch, 0, explanation.Contributions, UInt128.MaxValue - 5, [1, 2, 3],
                12.5);
            var transaction = new Transaction(TrainedPipeline.Schema);
            var record = DecisionRecord.Decode(body, transaction);

            record.Model.ShouldBe(batch.Snapshot.Model.Version);
            record.Outcome.ShouldBe(batch.Outcomes[0]);
            record.RawScore.ShouldBe(batch.RawScores[0]);
            record.Policy.ShouldBe(batch.Snapshot.Policy);
            Bits(record.Features).ShouldBe(Bits(batch.FeaturesOf(0).ToArray()));
            Bits(record.Baselines).ShouldBe(Bits(batch.BaselinesOf(0).ToArray()));
            Bits(record.Contributions).ShouldBe(Bits(explanation.Contributions));
            record.Entity.ShouldBe(UInt128.MaxValue - 5);
            record.Sealed.ShouldBe(new byte[] { 1, 2, 3 });
            record.Delay.ShouldBe(12.5f);
            record.Encode().ShouldBe(body);
            var outlined = new Transaction(TrainedPipeline.Schema);
            DecisionRecord.DecodeOutline(body, outlined).ShouldBe((record.Outcome, record.RawScore, record.Entity, record.Delay));
            Same(outlined, transaction);
            Same(transaction, batch.Transactions[0]);
        });
        decisions.ShouldBe(TrainedPipeline.Count);
    }

    [Fact]
    public void ExplainFeatures_OfAStoredRow_GivesTheBitsOfTheLiveExplanation() => TrainedPipeline.Run(Fresh(), batch =>
    {
        var live = batch.Explain(0);
        var later = batch.Snapshot!.ExplainFeatures(batch.FeaturesOf(0), batch.RawScores[0]);
        var completed = batch.Snapshot.Complete(live.Contributions, batch.RawScores[0]);

        Bits(later.Contributions).ShouldBe(Bits(live.Contributions));
        Bits(later.Points).ShouldBe(Bits(live.Points));
        Bits(completed.Points).ShouldBe(Bits(live.Points));
        completed.BasePoints.ShouldBe(live.BasePoints);
    });

    [Fact]
    public void Decode_CutAtEveryByte_IsRefused()
    {
        byte[]? body = null;
        TrainedPipeline.Run(Fresh(), batch => body ??= DecisionRecord.Encode(batch.Transactions[0], "v", batch, 0, [], 1, [9], double.NaN));
        for (int length = 0; length < body!.Length; length++)
            Should.Throw<InvalidDataException>(
                () => DecisionRecord.Decode(body.AsSpan(0, length), new Transaction(TrainedPipeline.Schema)));
    }

    [Fact]
    public void Encode_NumbersOfEveryKind_KeepTheirBits()
    {
        double[] numbers =
        [
            0, -0.0, 1, 255, 256, -1, 0.5, 0.1, 1e300, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity,
            double.NaN, float.Epsilon, 1.0000001, 16777217,
        ];
        var writer = new RecordWriter();
        writer.Numbers(numbers);
        var reader = new RecordReader(writer.ToArray());

        Bits(reader.Numbers()).ShouldBe(Bits(numbers));
    }

    [Fact]
    public void LabelRecord_WhatWasEncoded_IsRead()
    {
        var transaction = new Transaction(TrainedPipeline.Schema) { Time = 5 };
        transaction.SetText(1, "a7"u8);
        var label = new LabelRecord(77, true, 123456, "alice", "abcdef012345");
        byte[] body = label.Of(transaction).Encode();
        var read = new Transaction(TrainedPipeline.Schema);
        LabelRecord.Decode(body).ReadTransaction(read);

        (LabelRecord.Decode(body) with { Transaction = default }).ShouldBe(label);
        read.Label.ShouldBe(1);
        Encoding.UTF8.GetString(read.Text(1)).ShouldBe("a7");
        PromotionRecord.Decode(new PromotionRecord("v", "bob").Encode()).ShouldBe(new PromotionRecord("v", "bob"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(null, 7)]
    public void LabelRecord_TakenBack_LeavesWhatTheTransactionCameWith(bool? isFraud, double expected)
    {
        var transaction = new Transaction(TrainedPipeline.Schema) { Time = 5, Label = 7 };
        byte[] note = new LabelNote("stolen card", null).Encode();
        byte[] body = new LabelRecord(77, isFraud, 1, "alice", "v") { Before = false, Note = note }.Of(transaction).Encode();
        LabelRecord.Decode(body).ReadTransaction(transaction);

        transaction.Label.ShouldBe(expected);
        LabelRecord.Decode(body).Before.ShouldBe(false);
        LabelNote.Decode(LabelRecord.Decode(body).Note).ShouldBe(new LabelNote("stolen card", null));
    }

    [Fact]
    public void LabelRecord_OfTheFirstFormat_IsRead()
    {
        var transaction = new Transaction(TrainedPipeline.Schema) { Time = 5 };
        byte[] body = new LabelRecord(77, true, 123456, "alice", "v").Of(transaction).Encode();
        // Version, decision, label, time, and the texts with their lengths; then what the first format did not have.
        const int Added = 1 + 8 + 1 + 8 + 6 + 2;
        byte[] first = [1, .. body[1..Added], .. body[(Added + 3)..]];

        (LabelRecord.Decode(first) with { Transaction = default })
            .ShouldBe(new LabelRecord(77, true, 123456, "alice", "v") { IsBound = false });
        LabelRecord.Decode(first).ReadTransaction(transaction);
        transaction.Label.ShouldBe(1);
    }

    private static ScoringPipeline Fresh() => new(TrainedPipeline.Schema, TrainedPipeline.Features, Pipeline.Model);

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static void Same(Transaction actual, Transaction expected)
    {
        actual.Time.ShouldBe(expected.Time);
        Bits(actual.Numbers).ShouldBe(Bits(expected.Numbers));
        for (int slot = 0; slot < expected.Schema.TextCount; slot++)
            actual.Text(slot).SequenceEqual(expected.Text(slot)).ShouldBeTrue();
    }
}

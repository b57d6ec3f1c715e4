using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Packing;
using Vigil.Engine.Journal.Segments;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Tests.Journal.Packing;

/// <summary>Packed frames are, unpacked, the bytes that they were, whatever they hold; records of decisions become much smaller.</summary>
public sealed class FramePackingTests
{
    private const uint Salt = 77;

    [Fact]
    public void Pack_Decisions_AreSmallerAndComeBackToTheByte()
    {
        byte[] frames = Frames(Decisions(), 50);
        byte[] packed = new FramePacking().Pack(frames, Salt);
        new FramePacking().Unpack(packed, frames.Length, Salt).ShouldBe(frames);
        packed.Length.ShouldBeLessThan(frames.Length * 2 / 3);
        // By columns, for the compressor alone makes less of it.
        packed[0].ShouldBe((byte)1);
    }

    [Fact]
    public void Pack_EverythingElse_ComesBackToTheByte()
    {
        var packing = new FramePacking();
        var decisions = Decisions();
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var entries = Enumerable.Range(0, random.Next(1, 40)).Select(i => Any(random, i + 5, decisions));
            byte[] frames = Frames([.. entries], random.Next(1, 9), random);
            byte[] packed = packing.Pack(frames, Salt);
            packing.Unpack(packed, frames.Length, Salt).ShouldBe(frames, $"seed {seed}");
        }
    }

    [Fact]
    public void Pack_NoFrames_ComeBackToTheByte()
    {
        var packing = new FramePacking();
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = Frames(Decisions()[..20], 7);
            for (int i = random.Next(1, 20); i > 0; i--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            bytes = bytes[..random.Next(1, bytes.Length + 1)];
            packing.Unpack(packing.Pack(bytes, Salt), bytes.Length, Salt).ShouldBe(bytes, $"seed {seed}");
        }
    }

    // A record, one with bytes changed, one that is none, or an entry of another kind.
    private static JournalEntry Any(Random random, long sequence, List<JournalEntry> decisions)
    {
        byte[] body = decisions[random.Next(decisions.Count)].Body.ToArray();
        if (random.Next(3) == 0)
            body[random.Next(body.Length)] = (byte)random.Next(256);
        if (random.Next(5) == 0)
            body = body[..random.Next(body.Length)];
        if (random.Next(5) == 0)
            random.NextBytes(body);
        return new JournalEntry(sequence, (EntryKind)random.Next(1, 6), "s" + random.Next(3), random.NextInt64(), body);
    }

    private static byte[] Frames(List<JournalEntry> entries, int perFrame, Random? random = null)
    {
        var writer = new RecordWriter();
        long first = random?.NextInt64(1, 1L << 40) ?? 5;
        foreach (var part in entries.Chunk(perFrame))
        {
            Frame.Write(writer, new JournalBatch(part, [])
            {
                Requests = random?.Next(3) == 0 ? [new(7, 8, 9), new(UInt128.MaxValue, 1, -1)] : [],
                Sources = random?.Next(3) == 0 ? [new("topic/0", "17")] : [],
            }, first, Salt);
            first += part.Length;
        }
        return writer.ToArray();
    }

    private static List<JournalEntry> Decisions()
    {
        var found = new List<JournalEntry>();
        var pipeline = new ScoringPipeline(TrainedPipeline.Schema, TrainedPipeline.Features, TrainedPipeline.Train());
        TrainedPipeline.Run(pipeline, batch => found.Add(new JournalEntry(
            5 + found.Count, EntryKind.Decision, "cards", 1_700_000_000_000_000 + (found.Count * 1000L), DecisionRecord.Encode(
                batch.Transactions[0], "a-model", batch, 0, found.Count % 9 == 0 ? batch.Explain(0).Contributions : [], 12345, [1, 2, 3],
                1.5, "a-definition"))));
        return found;
    }
}

using Vigil.Detection.Numerics;
using Vigil.Engine.Scoring;
using Vigil.Engine.Tests.State;

namespace Vigil.Engine.Tests.Scoring;

public sealed class SeenTransactionsTests
{
    private const long Span = 8000;

    [Fact]
    public void Add_RandomTimes_RemembersTheSpanAndNotMuchMore()
    {
        var (seen, random, when) = (new SeenTransactions(Span), new SeededRandom(1), new Dictionary<int, long>());
        long now = 0;
        for (int i = 0; i < 200_000; i++)
        {
            now += random.NextInt(1000) == 0 ? random.NextInt(3 * (int)Span) : random.NextInt(3);
            int id = random.NextInt(2) == 0 ? i : Math.Max(0, i - random.NextInt(20_000));
            bool isNew = seen.Add(Id(id), now);
            if (when.TryGetValue(id, out long before) && now - before < Span)
                isNew.ShouldBeFalse($"{id} came {now - before} before");
            else if (!when.ContainsKey(id))
                isNew.ShouldBeTrue($"{id} never came");
            if (isNew)
                when[id] = now;
        }
        when.Count(w => now - w.Value <= Span).ShouldBeLessThanOrEqualTo(seen.Count);
        seen.Count.ShouldBeLessThan(20_000, "most of them are long past");
    }

    [Fact]
    public void Add_SteadyForLong_MemoryFollowsTheRate()
    {
        var seen = new SeenTransactions(Span);
        var bytes = new List<long>();
        for (int i = 0; i < 400_000; i++)
        {
            seen.Add(Id(i), i);
            if (i % 50_000 == 49_999)
                bytes.Add(seen.Bytes);
        }
        seen.Count.ShouldBeInRange((int)Span, (int)Span + (int)Span / 4);
        bytes.Max().ShouldBeLessThan(2 * bytes[0]);
    }

    [Fact]
    public void Rebuild_OfWhatWasSaved_RemembersTheSame()
    {
        var (first, second) = (new SeenTransactions(Span), new SeenTransactions(Span));
        for (int i = 0; i < 30_000; i++)
            first.Add(Id(i), i);

        SavedParts.Move([first.Part], [second.Part]);

        second.Count.ShouldBe(first.Count);
        for (int i = 0; i < 40_000; i++)
            second.Add(Id(i), 40_000).ShouldBe(first.Add(Id(i), 40_000));
        SavedParts.Hash([second.Part]).ShouldBe(SavedParts.Hash([first.Part]));
    }

    private static UInt128 Id(int i) => IdHash.Of(BitConverter.GetBytes(i));
}

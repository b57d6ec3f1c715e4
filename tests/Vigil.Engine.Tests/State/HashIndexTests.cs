using Vigil.Detection.Numerics;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.State;

public sealed class HashIndexTests
{
    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(1000u)]
    [InlineData(3u)]
    public void First_AfterManyAdds_FindsAllEntriesOfAHashAndNoOther(uint hashes)
    {
        var (index, random, entries) = (new HashIndex(), new SeededRandom(hashes), new Dictionary<uint, List<int>>());
        for (int entry = 0; entry < 20_000; entry++)
        {
            uint hash = (uint)random.NextInt(int.MaxValue) % hashes;
            if (!entries.TryGetValue(hash, out var list))
                entries[hash] = list = [];
            if (list.Count > 50)
                continue;
            list.Add(index.Count);
            index.Add(hash);
        }

        foreach (var (hash, list) in entries)
            Found(index, hash).Order().ShouldBe(list);
        Found(index, hashes).ShouldBeEmpty();
        index.Count.ShouldBe(entries.Values.Sum(list => list.Count));
    }

    private static List<int> Found(HashIndex index, uint hash)
    {
        var found = new List<int>();
        for (var link = index.First(hash); !link.IsEnd; link = index.Next(link, hash))
            found.Add(link.Entry);
        return found;
    }
}

using Vigil.Detection.Numerics;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.State;

public sealed class PagedMemoryTests
{
    private const int Chunk = 10 * PagedMemory.PageCells + 7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Capture_WhileTheMemoryGoesOn_IsWhatItWas(int seed)
    {
        var (memory, random) = (new PagedMemory(headerCells: 2), new SeededRandom((ulong)seed));
        var saved = new Dictionary<(int, int), long[]>();
        bool isSaved = true;
        for (int round = 0; round < 40; round++)
        {
            if (!isSaved)
                saved = [];
            Change(memory, random, 200);
            long[][] expected = Contents(memory);
            var image = memory.Capture(new KeptPages(), isWhole: !isSaved);
            long header = memory.Header[0];
            // Half of the changes before, half after each page is read.
            Change(memory, random, 100);
            Read(image, saved, () => Change(memory, random, 3));
            image.Release();
            image.Header[0].ShouldBe(header);
            Difference(Rebuilt(image, saved), expected).ShouldBe("", $"round {round}");
            // A snapshot that failed changes nothing: the next one has its changes as well.
            isSaved = random.NextInt(4) > 0;
            if (isSaved)
                memory.Saved(image);
        }
    }

    private static string Difference(long[][] found, long[][] expected)
    {
        found.Select(chunk => chunk.Length).ShouldBe(expected.Select(chunk => chunk.Length));
        for (int chunk = 0; chunk < found.Length; chunk++)
            if (found[chunk].AsSpan().CommonPrefixLength(expected[chunk]) is var cell && cell < found[chunk].Length)
                return $"chunk {chunk}, page {cell / PagedMemory.PageCells}";
        return "";
    }

    [Fact]
    public async Task Capture_WhileAnotherThreadReads_IsWhatItWas()
    {
        var memory = new PagedMemory(headerCells: 1);
        const int pages = 400;
        memory.Add(pages * PagedMemory.PageCells);
        for (int round = 1; round <= 50; round++)
        {
            // Each cell of a page has the same number; a page that is torn, or of another round, is seen.
            for (int page = 0; page < pages; page++)
                memory.Change(page * PagedMemory.PageCells, PagedMemory.PageCells).Fill(round * 1000);
            var image = memory.Capture(new KeptPages(), isWhole: false);
            var reading = Task.Run(() => Wrong(image, round * 1000), TestContext.Current.CancellationToken);
            for (int i = 1; !reading.IsCompleted || i < 100; i++)
                memory.Change(i * 31 % pages * PagedMemory.PageCells, PagedMemory.PageCells).Fill(round * 1000 + i % 999 + 1);
            (await reading).ShouldBe(0);
            image.Release();
            memory.Saved(image);
        }
    }

    [Fact]
    public void Capture_BeforeTheLastOneIsReleased_IsRefused()
    {
        var memory = new PagedMemory(headerCells: 1);
        memory.Capture(new KeptPages(), isWhole: false);

        Should.Throw<InvalidOperationException>(() => memory.Capture(new KeptPages(), isWhole: true));
    }

    [Fact]
    public void Change_AfterTheImageIsReleased_GivesBackThePagesThatWereKept()
    {
        var (memory, kept) = (new PagedMemory(headerCells: 1), new KeptPages());
        memory.Add(Chunk);
        memory.Change(0, 1)[0] = 1;
        var image = memory.Capture(kept, isWhole: true);
        memory.Change(0, 1)[0] = 2;
        (kept.Count, kept.IsFreed).ShouldBe((1, false));

        image.Release();
        memory.Change(PagedMemory.PageCells, 1)[0] = 3;

        kept.IsFreed.ShouldBeTrue();
        memory.Read(0, 1)[0].ShouldBe(2);
    }

    [Fact]
    public void Read_BeyondTheEndOfAChunk_Throws()
    {
        var memory = new PagedMemory(headerCells: 1);
        memory.Add(Chunk);

        Should.Throw<ArgumentOutOfRangeException>(() => memory.Read(Chunk - 1, 2).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => memory.Change(Chunk - 1, 2).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => memory.Read(0, -1).Length);
    }

    [Fact]
    public void Remove_WhileAnImageIsRead_LeavesItsPages()
    {
        var memory = new PagedMemory(headerCells: 1);
        memory.Add(Chunk);
        memory.Change(0, 1)[0] = 7;
        var image = memory.Capture(new KeptPages(), isWhole: true);

        memory.Remove(0);
        memory.Add(Chunk);
        memory.Change(0, 1)[0] = 8;

        long[] copy = new long[PagedMemory.PageCells];
        image.TryRead(0, 0, copy).ShouldBeTrue();
        copy[0].ShouldBe(7);
        image.Release();
    }

    [Fact]
    public void Remove_Chunks_AreUsedAgainFromTheLowest()
    {
        var memory = new PagedMemory(headerCells: 1);
        Enumerable.Range(0, 4).Select(_ => memory.Add(10)).ShouldBe([0, 1, 2, 3]);
        memory.Remove(3);
        memory.Remove(1);
        memory.Add(5).ShouldBe(1);
        memory.Read(PagedMemory.Address(1, 0), 5).ToArray().ShouldBe([0, 0, 0, 0, 0]);
        memory.Bytes.ShouldBe((10 + 5 + 10) * 8);
    }

    private static int Wrong(MemoryImage image, long expected)
    {
        long[] copy = new long[PagedMemory.PageCells];
        int wrong = 0;
        for (int page = 0; page < PagedMemory.PagesOf(image.Length(0)); page++)
            wrong += image.TryRead(0, page, copy) && !copy.AsSpan().ContainsAnyExcept(expected) ? 0 : 1;
        return wrong;
    }

    private static void Change(PagedMemory memory, SeededRandom random, int times)
    {
        for (int i = 0; i < times; i++)
        {
            int chunk = random.NextInt(6);
            if (memory.ChunkCount < 4 || (memory.ChunkCount < 12 && random.NextInt(40) == 0))
                memory.Add(Chunk);
            else if (chunk < memory.ChunkCount && memory.Holds(PagedMemory.Address(chunk, 0), Chunk))
                if (random.NextInt(100) == 0)
                    memory.Remove(chunk);
                else
                    memory.Change(PagedMemory.Address(chunk, random.NextInt(Chunk - 3)), 3).Fill(random.NextInt(1_000_000));
            memory.Header[0]++;
        }
    }

    private static void Read(MemoryImage image, Dictionary<(int, int), long[]> saved, Action between)
    {
        for (int chunk = 0; chunk < image.ChunkCount; chunk++)
        {
            if (image.IsNew(chunk))
                for (int page = 0; page < 100; page++)
                    saved.Remove((chunk, page));
            for (int page = 0; page < PagedMemory.PagesOf(image.Length(chunk)); page++)
            {
                long[] copy = new long[PagedMemory.PageCells];
                if (image.TryRead(chunk, page, copy))
                    saved[(chunk, page)] = copy;
                between();
            }
        }
    }

    private static long[][] Rebuilt(MemoryImage image, Dictionary<(int, int), long[]> saved) =>
        [.. Enumerable.Range(0, image.ChunkCount).Select(chunk => Enumerable.Range(0, PagedMemory.PagesOf(image.Length(chunk)))
            .SelectMany(page => saved.GetValueOrDefault((chunk, page)) ?? new long[PagedMemory.PageCells])
            .Take(image.Length(chunk)).ToArray())];

    private static long[][] Contents(PagedMemory memory) => [.. Enumerable.Range(0, memory.ChunkCount).Select(chunk =>
        memory.Holds(PagedMemory.Address(chunk, 0), Chunk) ? memory.Read(PagedMemory.Address(chunk, 0), Chunk).ToArray() : [])];
}

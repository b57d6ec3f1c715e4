using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Segments;

namespace Vigil.Engine.Tests.Journal.Segments;

/// <summary>What a journal of files has after crashes, failures and damage.</summary>
public sealed class SegmentLogTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Append_CrashesAndFaultsFromASeed_LoseNothingThatReturned(int block)
    {
        for (int seed = block * 100; seed < (block + 1) * 100; seed++)
            Run(seed);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    [Fact]
    public void Open_AnyByteDamaged_IsNoticedOrTheEntriesAreRight()
    {
        var (disk, entries) = Filled(batches: 12, perBatch: 7);
        long end = disk.Bytes(1).AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        for (long offset = 0; offset < end; offset++)
        {
            disk.Flip(1, offset);
            if (Text(disk) is { } found)
            {
                // The last batch alone looks as one that a crash cut off; the tables that follow from the journal know better.
                found.Count.ShouldBeGreaterThanOrEqualTo(entries.Count - 7, $"byte {offset}");
                found.ShouldBe(entries[..found.Count], $"byte {offset}");
            }
            disk.Flip(1, offset);
        }
        Text(disk).ShouldBe(entries);
    }

    [Fact]
    public void Open_AnyByteOfAPackedFileDamaged_IsNoticedOrTheEntriesAreRight()
    {
        var (disk, entries) = Filled(batches: 60, perBatch: 20);
        disk.Bytes(1).Length.ShouldBeLessThan(16 * 1024);
        for (long offset = 0; offset < disk.Bytes(1).Length; offset++)
        {
            disk.Flip(1, offset);
            if (Text(disk) is { } found)
                found.ShouldBe(entries, $"byte {offset}");
            disk.Flip(1, offset);
        }
        Text(disk).ShouldBe(entries);
    }

    [Fact]
    public void RemoveBefore_EntriesOfAPackedFile_LeavesNoByteOfThem()
    {
        var (disk, entries) = Filled(batches: 60, perBatch: 20);
        using (var again = Open(disk))
            again.RemoveBefore(30);
        using var log = Open(disk);
        log.FirstSequence.ShouldBe(30);
        log.Find(29).ShouldBeNull();
        log.Read(0).SelectMany(b => b.Entries).Select(Text).ShouldBe(entries[29..]);
        log.Read(29).First().Entries[0].Sequence.ShouldBe(30);
        // Also a batch whose end is kept is kept without its beginning.
        new PackedSegmentFile(1, disk.Open(1, false), SegmentHeader.Read(disk.Bytes(1))!.Value).Places.First().First.ShouldBe(30);
    }

    [Fact]
    public void RemoveBefore_JustOpened_TakesNoFileThatHasLaterEntries()
    {
        var (disk, entries) = Filled(batches: 60, perBatch: 20);
        using var log = Open(disk);
        log.RemoveBefore(2);
        log.Read(0).SelectMany(b => b.Entries).Select(Text).ShouldBe(entries[1..]);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(380)]
    [InlineData(400)]
    [InlineData(1180)]
    public void Open_CopyOfPackedFilesUpToAnEntry_EndsThereAndGoesOn(long last)
    {
        var (disk, entries) = Filled(batches: 60, perBatch: 20);
        using var log = new SegmentLog(disk, () => 5, isReadOnly: false, smallest: 16 * 1024, new AtOnce(), last);
        log.LastSequence.ShouldBe(last);
        log.Append(Batch(new Random(1), last + 1, 20, 400));
        log.Read(0).SelectMany(b => b.Entries).Select(Text).Take((int)last).ShouldBe(entries[..(int)last]);
        log.Find(last + 20)!.Sequence.ShouldBe(last + 20);
    }

    [Fact]
    public void Append_DiskFull_SaysSoAndGoesOnWhenThereIsRoom()
    {
        var disk = new SimulatedDisk(new Random(1)) { Capacity = 6 << 20 };
        using var log = Open(disk);
        long last = 0;
        Should.Throw<IOException>(() =>
        {
            for (; last < 100_000; last += 10)
                log.Append(Batch(new Random((int)last), last + 1, 10, 900));
        }).Message.ShouldContain("No space left");
        log.LastSequence.ShouldBe(last);
        disk.Capacity = long.MaxValue;
        log.Append(Batch(new Random(1), last + 1, 10, 900));
        Sequences(log.Read(0)).ShouldBe(Enumerable.Range(1, (int)last + 10).Select(i => (long)i));
    }

    [Fact]
    public void Append_FrameInATransaction_IsNoFrame()
    {
        var disk = new SimulatedDisk(new Random(1));
        using (var log = Open(disk))
        {
            log.Append(Batch(new Random(1), 1, 3, 20));
            // Somebody sends the bytes of a batch, and the batch that holds them is torn.
            var frame = new RecordWriter();
            frame.Reserve(700);
            Frame.Write(frame, Batch(new Random(1), 9, 2, 20), 9, salt: 0);
            log.Append(new JournalBatch([new JournalEntry(4, EntryKind.Decision, "s", 1, frame.ToArray())], []));
        }
        disk.Flip(1, disk.Bytes(1).AsSpan().LastIndexOf("VJF1"u8) - 100);
        using var again = Open(disk);
        again.LastSequence.ShouldBe(3);
    }

    [Fact]
    public void RemoveBefore_AnyEntry_KeepsTheRestAndItsPlace()
    {
        for (long first = 1; first <= 84; first += 5)
        {
            var (disk, entries) = Filled(batches: 12, perBatch: 7);
            using (var log = Open(disk))
                log.RemoveBefore(first);
            using var again = Open(disk);
            again.FirstSequence.ShouldBe(first);
            Text(disk).ShouldBe(entries[((int)first - 1)..]);
            again.Find(first - 1).ShouldBeNull();
            again.Find(first)!.Sequence.ShouldBe(first);
            again.Append(Batch(new Random(1), 85, 1, 10));
            again.LastSequence.ShouldBe(85);
        }
    }

    [Fact]
    public async Task Read_WhileAnotherAppends_SeesWholeBatchesInOrder()
    {
        var disk = new SimulatedDisk(new Random(1));
        using var log = Open(disk);
        log.Append(Batch(new Random(1), 1, 1, 10));
        using var reader = new SegmentLog(disk, () => 0, isReadOnly: true);
        var random = new Random(2);
        var writing = Task.Run(() =>
        {
            for (long next = 2; next < 20_000;)
            {
                int count = random.Next(1, 30);
                log.Append(Batch(random, next, count, random.Next(400)));
                next += count;
            }
        }, TestContext.Current.CancellationToken);
        while (!writing.IsCompleted)
        {
            long last = reader.LastSequence;
            Sequences(reader.Read(Math.Max(0, last - 500))).ShouldContain(last);
            reader.Find(last)!.Sequence.ShouldBe(last);
        }
        await writing;
        Sequences(reader.Read(0)).ShouldBe(Enumerable.Range(1, (int)log.LastSequence).Select(i => (long)i));
    }

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var disk = new SimulatedDisk(random);
        var known = new List<string>();
        var unknown = new List<List<string>>();
        int removed = 0;
        for (int life = 0; life < 4; life++)
        {
            disk.FaultRate = 0;
            using var log = Open(disk);
            var found = log.Read(0).SelectMany(b => b.Entries).Select(Text).ToList();
            // What retention was to remove may be there or not.
            int gone = (int)log.FirstSequence - 1;
            gone.ShouldBeLessThanOrEqualTo(removed, $"seed {seed}, life {life}");
            found = [.. known.Take(gone), .. found];
            found.Take(known.Count).ShouldBe(known, $"seed {seed}, life {life}");
            // What was not answered may be there, whole, or not.
            if (found.Count > known.Count)
                unknown.ShouldContain(u => u.SequenceEqual(found.Skip(known.Count)), $"seed {seed}, life {life}");
            known = found;
            unknown = [];
            disk.FaultRate = random.Next(3) * 0.1;
            for (int step = random.Next(30); step > 0; step--)
            {
                var batch = Batch(random, known.Count + 1, random.Next(1, 20), random.Next(400));
                try
                {
                    log.Append(batch);
                    known.AddRange(batch.Entries.Select(Text));
                    unknown = [];
                    log.Find(known.Count)!.Sequence.ShouldBe(known.Count);
                    if (random.Next(20) == 0)
                    {
                        removed = random.Next(removed, known.Count);
                        log.RemoveBefore(removed + 1);
                        log.FirstSequence.ShouldBe(removed + 1);
                    }
                    long any = random.NextInt64(log.FirstSequence, known.Count + 1);
                    Text(log.Find(any)!).ShouldBe(known[(int)any - 1]);
                }
                catch (IOException)
                {
                    unknown.Add([.. batch.Entries.Select(Text)]);
                    if (random.Next(2) == 0)
                        break;
                }
            }
            disk.Crash();
        }
    }

    private static (SimulatedDisk Disk, List<string> Entries) Filled(int batches, int perBatch)
    {
        var random = new Random(7);
        var disk = new SimulatedDisk(random);
        using var log = Open(disk);
        for (int batch = 0; batch < batches; batch++)
            log.Append(Batch(random, (batch * perBatch) + 1, perBatch, 15));
        return (disk, [.. log.Read(0).SelectMany(b => b.Entries).Select(Text)]);
    }

    // Null where it is refused.
    private static List<string>? Text(SimulatedDisk disk)
    {
        try
        {
            using var log = new SegmentLog(disk, () => 0, isReadOnly: true);
            using var check = Copy(disk);
            return [.. check.Read(0).SelectMany(b => b.Entries).Select(Text)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Opened for writing, which repairs, so on a copy.
    private static SegmentLog Copy(SimulatedDisk disk)
    {
        var copy = new SimulatedDisk(new Random(1));
        foreach (int number in disk.List())
            copy.Create(number, disk.Bytes(number).Length).Write(0, disk.Bytes(number));
        return Open(copy);
    }

    private static SegmentLog Open(SimulatedDisk disk) =>
        new(disk, () => 0x1234_5678, isReadOnly: false, smallest: 16 * 1024, new AtOnce());

    private static JournalBatch Batch(Random random, long first, int count, int body) => new(
        [.. Enumerable.Range(0, count).Select(i =>
        {
            byte[] bytes = new byte[body];
            random.NextBytes(bytes);
            return new JournalEntry(first + i, EntryKind.Decision, "s" + random.Next(3), first, bytes);
        })], []);

    private static IEnumerable<long> Sequences(IEnumerable<JournalBatch> batches) =>
        batches.SelectMany(batch => batch.Entries).Select(entry => entry.Sequence);

    private static string Text(JournalEntry entry) =>
        $"{entry.Sequence} {entry.Stream} {entry.Received} {Convert.ToHexString(entry.Body.Span)}";
}

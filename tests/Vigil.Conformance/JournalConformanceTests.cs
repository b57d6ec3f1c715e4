using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;

namespace Vigil.Conformance;

/// <summary>What every journal does, whatever it is kept in.</summary>
public abstract class JournalConformanceTests
{
    /// <summary>An empty store; the same content when called again.</summary>
    protected abstract StoragePorts Reopen();

    [Fact]
    public void Append_Batches_AreReadBackInOrderAfterReopening()
    {
        var ports = Reopen();
        ports.Journal.LastSequence.ShouldBe(0);
        ports.Journal.FirstSequence.ShouldBe(1);
        var expected = new List<JournalEntry>();
        for (int batch = 0; batch < 5; batch++)
        {
            var entries = Entries.Decisions(expected.Count + 1, 700, seed: batch);
            ports.Journal.Append(entries);
            expected.AddRange(entries.Entries);
            ports.Journal.LastSequence.ShouldBe(expected.Count);
        }
        ports = Reopen();
        ports.Journal.LastSequence.ShouldBe(3500);
        Same(ports.Journal.Read(0), expected);
        Same(ports.Journal.Read(1000, 2000), expected[1000..2000]);
        Same(ports.Journal.Read(3500), []);
        Same([ports.Journal.Find(77)!], [expected[76]]);
        ports.Journal.Find(3501).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Append_NotAfterTheLast_WritesNothing(long sequence)
    {
        var ports = Reopen();
        ports.Journal.Append(Entries.Decisions(1, 1));
        Should.Throw<StorageException>(() => ports.Journal.Append(Entries.Batch(Entries.Decision(sequence))))
            .Message.ShouldContain("2 is expected");
        ports.Journal.LastSequence.ShouldBe(1);
        ports.Journal.Append(Entries.Decisions(2, 1));
        Reopen().Journal.LastSequence.ShouldBe(2);
    }

    [Fact]
    public void Append_GapInside_WritesNothing()
    {
        var ports = Reopen();
        Should.Throw<StorageException>(() =>
            ports.Journal.Append(Entries.Batch(Entries.Decision(1), Entries.Decision(3), Entries.Decision(2))));
        ports.Journal.LastSequence.ShouldBe(0);
        ports.Journal.Read(0).ShouldBeEmpty();
    }

    [Fact]
    public void FindTransaction_SharedHash_GivesAllOfTheStreamOldestFirst()
    {
        var ports = Reopen();
        var entries = Enumerable.Range(1, 40_000).Select(i => Entries.Decision(i, body: 4)).ToList();
        foreach (int i in (int[])[5, 20_000, 39_999])
            entries[i - 1] = entries[i - 1] with { Stream = "cards", Columns = entries[i - 1].Columns! with { Id = -42 } };
        entries[6] = entries[6] with { Stream = "transfers", Columns = entries[6].Columns! with { Id = -42 } };
        ports.Journal.Append(new JournalBatch(entries, []));
        ports.Journal.FindTransaction("cards", -42).Select(e => e.Sequence).ShouldBe([5, 20_000, 39_999]);
        ports.Journal.FindTransaction("transfers", -42).Select(e => e.Sequence).ShouldBe([7]);
        ports.Journal.FindTransaction("unknown", -42).ShouldBeEmpty();
        ports.Journal.FindTransaction("cards", 0).ShouldBeEmpty();
    }

    [Fact]
    public void Append_NewKeysAndErasure_KeepAndDeleteThem()
    {
        var ports = Reopen();
        NewEntityKey[] keys = [new(7, [1, 2]), new(UInt128.MaxValue, [3])];
        ports.Journal.Append(new JournalBatch([Entries.Decision(1)], keys));
        ports = Reopen();
        ports.EntityKeys.Find(7).ShouldBe([1, 2]);
        ports.EntityKeys.Find(UInt128.MaxValue).ShouldBe([3]);
        ports.EntityKeys.Find(8).ShouldBeNull();
        ports.Journal.Append(Entries.Batch(Entries.Erasure(2, 7)));
        ports.EntityKeys.Find(7).ShouldBeNull();
        Reopen().EntityKeys.Find(7).ShouldBeNull();
        Reopen().EntityKeys.Find(UInt128.MaxValue).ShouldBe([3]);
    }

    [Fact]
    public void Append_Requests_AreFoundByKeyAndTheFirstCounts()
    {
        var ports = Reopen();
        ports.Journal.FindRequest(7).ShouldBeNull();
        ports.Journal.Append(Entries.Batch(Entries.Decision(1)) with { Requests = [new(7, 70, 1), new(UInt128.MaxValue, 71, 1)] });
        ports.Journal.Append(Entries.Batch() with { Requests = [new(8, 80, 2), new(7, 99, 2)] });
        ports = Reopen();
        ports.Journal.FindRequest(7).ShouldBe((UInt128)70);
        ports.Journal.FindRequest(UInt128.MaxValue).ShouldBe((UInt128)71);
        ports.Journal.FindRequest(8).ShouldBe((UInt128)80);
        ports.Journal.FindRequest(9).ShouldBeNull();
    }

    [Fact]
    public void Append_Labels_AreSeenAtTheDecision()
    {
        var ports = Reopen();
        ports.Journal.Append(Entries.Batch(Entries.Decision(1), Entries.Decision(2), Entries.Label(3, 1, isFraud: true)));
        ports.Decisions.Find(1)!.Label.ShouldBe(true);
        ports.Decisions.Find(2)!.Label.ShouldBeNull();
        ports.Decisions.Find(3).ShouldBeNull();
        ports.Journal.Append(Entries.Batch(Entries.Label(4, 1, isFraud: false)));
        Reopen().Decisions.Find(1)!.Label.ShouldBe(false);
    }

    private static void Same(IEnumerable<JournalEntry> found, IEnumerable<JournalEntry> expected) =>
        found.Select(Text).ShouldBe(expected.Select(Text));

    private static string Text(JournalEntry e) => $"{e.Sequence} {e.Kind} {e.Stream} {e.Received} {Convert.ToHexString(e.Body.Span)}";
}

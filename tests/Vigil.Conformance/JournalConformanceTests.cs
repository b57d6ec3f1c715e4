using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;

namespace Vigil.Conformance;

/// <summary>What every journal does, whatever it is kept in.</summary>
public abstract class JournalConformanceTests
{
    private static readonly JsonSerializerOptions Style = new()
    {
        IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>An empty store; the same content when called again.</summary>
    protected abstract StoragePorts Reopen();

    [Fact]
    public async Task Append_Batches_AreReadBackInOrderAfterReopening()
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
        Same([(await ports.Journal.FindAsync(77, TestContext.Current.CancellationToken))!], [expected[76]]);
        (await ports.Journal.FindAsync(3501, TestContext.Current.CancellationToken)).ShouldBeNull();
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
    public async Task FindTransaction_SharedHash_GivesAllOfTheStreamOldestFirst()
    {
        var ports = Reopen();
        var entries = Enumerable.Range(1, 40_000).Select(i => Entries.Decision(i, body: 4)).ToList();
        foreach (int i in (int[])[5, 20_000, 39_999])
            entries[i - 1] = Entries.With(entries[i - 1], c => c with { Id = -42 }) with { Stream = "cards" };
        entries[6] = Entries.With(entries[6], c => c with { Id = -42 }) with { Stream = "transfers" };
        ports.Journal.Append(new JournalBatch(entries, []));
        (await ports.Decisions.FindTransactionAsync("cards", -42, TestContext.Current.CancellationToken)).Select(
            e => e.Sequence).ShouldBe([5, 20_000, 39_999]);
        (await ports.Decisions.FindTransactionAsync("transfers", -42, TestContext.Current.CancellationToken)).Select(
            e => e.Sequence).ShouldBe([7]);
        (await ports.Decisions.FindTransactionAsync("unknown", -42, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await ports.Decisions.FindTransactionAsync("cards", 0, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_NewKeysAndErasure_KeepAndDeleteThem()
    {
        var ports = Reopen();
        NewEntityKey[] keys = [new(7, [1, 2]), new(UInt128.MaxValue, [3])];
        ports.Journal.Append(new JournalBatch([Entries.Decision(1)], keys));
        ports = Reopen();
        (await ports.EntityKeys.FindAsync(7, TestContext.Current.CancellationToken)).ShouldBe([1, 2]);
        (await ports.EntityKeys.FindAsync(UInt128.MaxValue, TestContext.Current.CancellationToken)).ShouldBe([3]);
        (await ports.EntityKeys.FindAsync(8, TestContext.Current.CancellationToken)).ShouldBeNull();
        ports.Journal.Append(Entries.Batch(Entries.Erasure(2, 7)));
        (await ports.EntityKeys.FindAsync(7, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await Reopen().EntityKeys.FindAsync(7, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await Reopen().EntityKeys.FindAsync(UInt128.MaxValue, TestContext.Current.CancellationToken)).ShouldBe([3]);
    }

    [Fact]
    public async Task Append_Requests_AreFoundByKeyAndTheFirstCounts()
    {
        var ports = Reopen();
        (await ports.Decisions.FindRequestAsync(7, TestContext.Current.CancellationToken)).ShouldBeNull();
        ports.Journal.Append(Entries.Batch(Entries.Decision(1)) with { Requests = [new(7, 70, 1), new(UInt128.MaxValue, 71, 1)] });
        ports.Journal.Append(Entries.Batch() with { Requests = [new(8, 80, 2), new(7, 99, 2)] });
        ports = Reopen();
        (await ports.Decisions.FindRequestAsync(7, TestContext.Current.CancellationToken)).ShouldBe((UInt128)70);
        (await ports.Decisions.FindRequestAsync(UInt128.MaxValue, TestContext.Current.CancellationToken)).ShouldBe((UInt128)71);
        (await ports.Decisions.FindRequestAsync(8, TestContext.Current.CancellationToken)).ShouldBe((UInt128)80);
        (await ports.Decisions.FindRequestAsync(9, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task Append_Sources_GoOnFromWhereTheJournalIs()
    {
        var ports = Reopen();
        (await ports.Decisions.PositionOfAsync("topic/0", TestContext.Current.CancellationToken)).ShouldBeNull();
        ports.Journal.Append(Entries.Batch(Entries.Decision(1)) with { Sources = [new("topic/0", "17"), new("topic/1", "4")] });
        ports.Journal.Append(Entries.Batch(Entries.Decision(2)) with { Sources = [new("topic/0", "18")] });
        ports.Journal.Append(Entries.Batch() with { Sources = [new("topic/1", "9")] });
        ports = Reopen();
        (await ports.Decisions.PositionOfAsync("topic/0", TestContext.Current.CancellationToken)).ShouldBe("18");
        (await ports.Decisions.PositionOfAsync("topic/1", TestContext.Current.CancellationToken)).ShouldBe("9");
    }

    [Fact]
    public async Task Rebuild_EachProjection_AnswersAsBefore()
    {
        var ports = Reopen();
        ports.Journal.Append(Entries.Decisions(1, 900));
        var others = Entries.Batch(Entries.Label(901, 5, isFraud: true), Entries.Promotion(902, "model-1"), Entries.Erasure(903, 3));
        ports.Journal.Append(others with { Requests = [new(7, 70, 1)], Sources = [new("topic/0", "17")] });
        ports.Journal.Append(Entries.Decisions(904, 700));
        string before = await AnswersAsync(ports);
        foreach (var status in ports.Projections.Status())
        {
            status.Lag.ShouldBe(0, status.Position.Name);
            var rebuilt = ports.Projections.RebuildAsync(
                status.Position.Name, null, TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
            if (status.Position.IsRebuildable)
                await rebuilt;
            else
                await Should.ThrowAsync<ArgumentException>(rebuilt);
            (await AnswersAsync(ports)).ShouldBe(before, status.Position.Name);
        }
        ports.Projections.Status().ShouldAllBe(s => s.Lag == 0 && s.Fault == null);
        (await AnswersAsync(Reopen())).ShouldBe(before);
    }

    [Fact]
    public async Task Append_Labels_AreSeenAtTheDecision()
    {
        var ports = Reopen();
        ports.Journal.Append(Entries.Batch(Entries.Decision(1), Entries.Decision(2), Entries.Label(3, 1, isFraud: true)));
        (await ports.Decisions.FindAsync(1, TestContext.Current.CancellationToken))!.Label.ShouldBe(true);
        (await ports.Decisions.FindAsync(2, TestContext.Current.CancellationToken))!.Label.ShouldBeNull();
        (await ports.Decisions.FindAsync(3, TestContext.Current.CancellationToken)).ShouldBeNull();
        ports.Journal.Append(Entries.Batch(Entries.Label(4, 1, isFraud: false)));
        (await Reopen().Decisions.FindAsync(1, TestContext.Current.CancellationToken))!.Label.ShouldBe(false);
    }

    private static async Task<string> AnswersAsync(StoragePorts ports) => JsonSerializer.Serialize(new
    {
        Found = (await ports.Decisions.ListAsync(new(), null, newestFirst: true, 2000, TestContext.Current.CancellationToken)).Select(
            f => (f.Entry.Sequence, f.Label)).ToList(),
        Entity = (await ports.Decisions.ListAsync(new(
            )
        { Entity = 3 }, null, newestFirst: true, 2000, TestContext.Current.CancellationToken)).Select(f => f.Entry.Sequence).ToList(),
        Counts = (await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).OrderBy(c => c.Key, StringComparer.Ordinal),
        // Sums of amounts depend in their last bits on what was added together.
        Volume = (await ports.Decisions.VolumeAsync(null, 0, long.MaxValue, 1, TestContext.Current.CancellationToken)).Select(
            v => (v.Time, v.Outcomes, v.Levels, Rounded(v.Amounts))),
        Places = (await ports.Decisions.LocationsAsync(null, 0, long.MaxValue / 2, 10, TestContext.Current.CancellationToken)).Items
            .Select(p => (p.Location, p.Decisions, p.Alerts, Math.Round(p.Latitude, 6), Rounded(p.Amounts))),
        Request = (await ports.Decisions.FindRequestAsync(7, TestContext.Current.CancellationToken))?.ToString(
            CultureInfo.InvariantCulture),
        Source = await ports.Decisions.PositionOfAsync("topic/0", TestContext.Current.CancellationToken),
    }, Style);

    private static List<(string?, double)> Rounded(IEnumerable<CurrencyAmount> amounts) =>
        [.. amounts.Select(a => (a.Currency, Math.Round(a.Amount, 4)))];

    private static void Same(IEnumerable<JournalEntry> found, IEnumerable<JournalEntry> expected) =>
        found.Select(Text).ShouldBe(expected.Select(Text));

    private static string Text(JournalEntry e) => $"{e.Sequence} {e.Kind} {e.Stream} {e.Received} {Convert.ToHexString(e.Body.Span)}";
}

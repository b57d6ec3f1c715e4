using Vigil.Detection.Numerics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>The store fails at the worst moments: what was answered is exactly what the journal has, and the service comes back.</summary>
public sealed class StoreFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Append_FailsAtRandom_AnswersAreExactlyTheJournal(ulong seed)
    {
        var random = new SeededRandom(seed);
        FaultyJournal? journal = null;
        using var live = await LiveService.StartNew(
            l => l.Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) });
        journal!.Next = _ => journal.Faults >= 6 || random.NextInt(12) > 0 ? Fault.None
            : random.NextInt(2) == 0 ? Fault.Before : Fault.After;

        var sides = Enumerable.Range(0, 4).Select(side => Task.Run(() => Insist(live, side))).ToArray();
        var answered = (await Task.WhenAll(sides)).SelectMany(a => a).ToDictionary(d => d.IdOf());
        journal.Next = _ => Fault.None;

        var stored = live.ShouldBeWhole();
        stored.Count.ShouldBe(400);
        foreach (var decision in stored)
            decision.ShouldEqual(answered[decision.IdOf()]);
        live.ShouldHaveOneState();
        await live.UntilReady();
        (await live.Decide(Payments.Rows.Skip(400).Take(20))).ShouldAllBe(s => s.Decision != null);
        journal.Faults.ShouldBeGreaterThan(0);
        output.WriteLine($"{journal.Faults} faults, {live.Notices.Count(n => n.IsProblem)} notices, {journal.Appends} appends");
    }

    [Fact]
    public async Task Append_Fails_NothingOfItIsInStateOrSnapshot()
    {
        FaultyJournal? journal = null;
        using var live = await LiveService.StartNew(
            l => l.Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) });
        await live.Decide(Payments.Rows.Take(50));
        byte[] before = live.Recover(usesSnapshots: false).States.Fingerprint();
        int faults = journal!.Faults;
        journal.Next = _ => journal.Faults == faults ? Fault.Before : Fault.None;

        var failed = await live.Decide(Payments.Rows.Skip(50).Take(5));
        await live.UntilReady();
        await live.Service.SnapshotAsync();

        failed.ShouldAllBe(s => s.Decision == null && s.Failure == SubmissionFailure.StorageUnavailable);
        live.ShouldHaveOneState().States.Fingerprint().ShouldBe(before);
        (await live.Decide(Payments.Rows.Skip(50).Take(5))).ShouldAllBe(s => s.Decision != null && !s.Decision.IsDuplicate);
    }

    [Fact]
    public async Task Append_FailsForOtherEntries_TheyAreToldAndTheServiceComesBack()
    {
        FaultyJournal? journal = null;
        using var live = await LiveService.StartNew(
            l => l.Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) });
        await live.Decide(Payments.Rows.Take(50));
        string person = Payments.CustomerOf(Payments.Rows[3]), id = Payments.IdOf(Payments.Rows[3]);
        Func<Task>[] changes =
        [
            () => live.Service.LabelAsync(live.Stream, id, true, null, "test"),
            () => live.Service.PromoteAsync(Payments.Models[1].Version, "test"),
            () => live.Service.EraseAsync(live.Stream, person, "test"),
        ];

        foreach (var change in changes)
        {
            int faults = journal!.Faults;
            journal.Next = _ => journal.Faults == faults ? Fault.Before : Fault.None;
            await Should.ThrowAsync<StorageException>(change);
            await live.UntilReady();
        }

        live.Ports.Journal.LastSequence.ShouldBe(51);
        (await live.Service.LabelAsync(live.Stream, id, true, null, "test"))!.IsDuplicate.ShouldBeFalse();
        live.ShouldBeWhole().ShouldAllBe(d => !d.IsErased && d.Snapshot.Model.Version == Payments.Models[0].Version);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task FindKey_Fails_TheStateIsRebuilt()
    {
        var keys = new FaultyKeys();
        using var live = await LiveService.StartNew(l => l.Wrap = ports => ports with { EntityKeys = keys.Over(ports.EntityKeys) });
        await live.Decide(Payments.Rows.Take(50));
        keys.Failures = 1;

        // One group: those before the failure, the one that fails and those after it must all be answered.
        var rows = Payments.Rows.Skip(50).Take(400).ToList();
        var failed = await live.Decide(rows);
        await live.UntilReady();
        var again = await live.Decide(rows);

        failed.ShouldContain(s => s.Failure == SubmissionFailure.StorageUnavailable);
        again.ShouldAllBe(s => s.Decision != null);
        live.Service.QueueDepth.ShouldBe(0);
        live.ShouldBeWhole().Count.ShouldBe(450);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task FindKey_FailsWhileASnapshotIsDue_NothingHalfChangedIsSaved()
    {
        var keys = new FaultyKeys();
        using var live = await LiveService.StartNew(l =>
        {
            l.Wrap = ports => ports with { EntityKeys = keys.Over(ports.EntityKeys) };
            l.Options = l.Options with { SnapshotEntries = 1 };
        });
        for (int round = 0; round < 20; round++)
        {
            // The first decisions make the snapshot due, the key of the next one fails.
            (keys.Spared, keys.Failures) = (2, round % 2);
            await live.Decide(Payments.Rows.Skip(round * 20).Take(20));
            await live.UntilReady();
            live.ShouldHaveOneState();
        }
        live.Notices.Count(notice => notice.IsProblem).ShouldBeGreaterThan(2);
        live.Notices.ShouldNotContain(notice => notice.Text.Contains("snapshot could not", StringComparison.Ordinal), "none is even tried");
    }

    private static async Task<List<Decision>> Insist(LiveService live, int side)
    {
        var decisions = new List<Decision>();
        foreach (string[][] chunk in Payments.Rows.Take(400).Where((_, i) => i % 4 == side).Chunk(side + 1))
            foreach (string[] row in chunk)
            {
                Submission answer;
                do
                    answer = (await live.Decide(row))[0];
                while (answer.Decision is null);
                decisions.Add(answer.Decision);
            }
        return decisions;
    }

    private sealed class FaultyKeys : IEntityKeyStore
    {
        private IEntityKeyStore? _inner;

        public int Failures { get; set; }

        /// <summary>How often it is asked before that.</summary>
        public int Spared { get; set; }

        public FaultyKeys Over(IEntityKeyStore inner)
        {
            _inner = inner;
            return this;
        }

        public byte[]? Find(UInt128 entity) =>
            Spared-- <= 0 && Failures-- > 0
                ? throw new StorageException("The store cannot be read, as the test wants it.") : _inner!.Find(entity);
    }
}

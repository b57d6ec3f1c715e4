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

        var stored = await live.ShouldBeWholeAsync();
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
            () => live.Service.LabelAsync(live.Stream, id, true, null, "test", TestContext.Current.CancellationToken),
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
        (await live.Service.LabelAsync(
            live.Stream, id, true, null, "test", TestContext.Current.CancellationToken))!.IsDuplicate.ShouldBeFalse();
        (await live.ShouldBeWholeAsync()).ShouldAllBe(d => !d.IsErased && d.Snapshot.Model.Version == Payments.Models[0].Version);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task FindKey_Fails_TheGroupIsRefusedAndNothingElseHappens()
    {
        var keys = new FaultyKeys();
        using var live = await LiveService.StartNew(l => l.Wrap = ports => ports with { EntityKeys = keys.Over(ports.EntityKeys) });
        await live.Decide(Payments.Rows.Take(50));
        keys.Failures = 1;

        var rows = Payments.Rows.Skip(50).Take(400).ToList();
        (await live.Service.TrySubmitAsync(live.Group(rows), TestContext.Current.CancellationToken)).ShouldBeFalse();
        live.Service.State.Phase.ShouldBe(ServicePhase.Ready);
        var again = await live.Decide(rows);

        again.ShouldAllBe(s => s.Decision != null);
        live.Notices.Count(notice => notice.IsProblem).ShouldBe(1);
        live.Service.QueueDepth.ShouldBe(0);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(450);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Accept_FailsInMidGroup_AllAreAnsweredAndTheStateIsRebuilt()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(50));
        var rows = Payments.Rows.Skip(50).Take(400).ToList();

        // One group: those before the failure, the one that fails and those after it must all be answered.
        var group = GroupThatFails(live, rows, after: 150);
        (await live.Service.TrySubmitAsync(group, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await group.Completion;
        await live.UntilReady();
        var again = await live.Decide(rows);

        group.Submissions.ShouldContain(s => s.Failure == SubmissionFailure.StorageUnavailable);
        again.ShouldAllBe(s => s.Decision != null);
        live.Service.QueueDepth.ShouldBe(0);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(450);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Accept_FailsWhileASnapshotIsDue_NothingHalfChangedIsSaved()
    {
        using var live = await LiveService.StartNew(l => l.Options = l.Options with { SnapshotEntries = 1 });
        for (int round = 0; round < 10; round++)
        {
            // The first decisions make the snapshot due, one of the next fails.
            var group = GroupThatFails(live, Payments.Rows.Skip(round * 20).Take(20), after: 2);
            (await live.Service.TrySubmitAsync(group, TestContext.Current.CancellationToken)).ShouldBeTrue();
            await group.Completion;
            await live.UntilReady();
            live.ShouldHaveOneState();
        }
        live.Notices.Count(notice => notice.IsProblem).ShouldBe(10);
        live.Notices.ShouldNotContain(notice => notice.Text.Contains("snapshot could not", StringComparison.Ordinal), "none is even tried");
    }

    // One of its transactions is of a stream that nobody serves, which no client of the API can bring about.
    private static SubmissionGroup GroupThatFails(LiveService live, IEnumerable<string[]> rows, int after)
    {
        var other = live.Service.Reader.Models.Define(Payments.DefinitionWith(("name: payments", "name: nobody")));
        return new([.. rows.Select((row, i) => Payments.Submission(i == after ? other : live.Stream, row))]);
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

        public FaultyKeys Over(IEntityKeyStore inner)
        {
            _inner = inner;
            return this;
        }

        public ValueTask<byte[]?> FindAsync(UInt128 entity, CancellationToken cancellation) =>
            Failures-- > 0 ? throw new StorageException("The store cannot be read, as the test wants it.")
                : _inner!.FindAsync(entity, cancellation);
    }
}

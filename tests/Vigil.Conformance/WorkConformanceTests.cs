using Vigil.Engine.Models;
using Vigil.Engine.Operations;

namespace Vigil.Conformance;

/// <summary>What every store of jobs, models and snapshots does.</summary>
public abstract class WorkConformanceTests
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Job First = new("j1", "train", JobStatus.Queued, 10, 0, 0, "ada", "");
    private static readonly byte[] What = [1, 2];
    private static readonly StoredModel Old = new("v1", "cards", 10, 1000, 1, 2, ulong.MaxValue, null, false);

    private static CancellationToken Stopping => Token;

    /// <summary>An empty store; the same content when called again.</summary>
    protected abstract ProductPorts Reopen();

    [Fact]
    public async Task Jobs_AreDueUntilTheyEnd()
    {
        var jobs = Reopen().Jobs;
        (await jobs.AddAsync(First, What, Stopping)).ShouldBeTrue();
        (await jobs.AddAsync(First with { Kind = "callback" }, What, Stopping)).ShouldBeFalse();
        (await jobs.AddAsync(First with { Id = "j2", Created = 5, NotBefore = 100 }, What, Stopping)).ShouldBeTrue();
        (await jobs.AddAsync(First with { Id = "j3", Created = 20 }, default, Stopping)).ShouldBeTrue();
        jobs = Reopen().Jobs;
        (await jobs.DueAsync(50, 10, Stopping)).Select(j => j.Id).ShouldBe(["j1", "j3"]);
        (await jobs.DueAsync(100, 2, Stopping)).Select(j => j.Id).ShouldBe(["j2", "j1"]);
        await jobs.UpdateAsync(First with { Status = JobStatus.Running, Attempts = 1 }, Stopping);
        (await jobs.DueAsync(50, 10, Stopping)).Select(j => j.Id).ShouldBe(["j1", "j3"]);
        await jobs.UpdateAsync(First with { Status = JobStatus.Done, Result = "{}", Kind = "other", Owner = "eve", Created = 99 },
            Stopping);
        (await jobs.DueAsync(50, 10, Stopping)).Select(j => j.Id).ShouldBe(["j3"]);
        jobs = Reopen().Jobs;
        (await jobs.FindAsync("j1", Stopping)).ShouldBe(First with { Status = JobStatus.Done, Result = "{}" });
        (await jobs.InputAsync("j1", Stopping)).ShouldBe([1, 2]);
        await jobs.EndAsync(First with { Status = JobStatus.Done }, Stopping);
        (await jobs.InputAsync("j1", Stopping)).ShouldBeEmpty();
        await jobs.ResealAsync("j1", What, Stopping);
        (await Reopen().Jobs.InputAsync("j1", Stopping)).ShouldBeEmpty("what was taken away stays away");
        (await jobs.InputAsync("nobody", Stopping)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Jobs_PageByPage_AreListedOnceNewestFirst()
    {
        var jobs = Reopen().Jobs;
        for (int i = 0; i < 10; i++)
            await jobs.AddAsync(First with { Id = "j" + i, Created = i / 3 }, What, Stopping);
        var all = new List<string>();
        while (await jobs.ListAsync(all.LastOrDefault(), 3, Stopping) is { Count: > 0 } page)
            all.AddRange(page.Select(j => j.Id));
        all.ShouldBe(["j9", "j8", "j7", "j6", "j5", "j4", "j3", "j2", "j1", "j0"]);
    }

    [Fact]
    public async Task Jobs_ListedOrDue_LeaveTheirInputsWhereTheyAre()
    {
        const int Inputs = 16, Bytes = 1 << 20;
        var jobs = Reopen().Jobs;
        for (int i = 0; i < Inputs; i++)
            await jobs.AddAsync(First with { Id = "j" + i }, new byte[Bytes], Stopping);
        (await jobs.ListAsync(null, Inputs, Stopping)).Count.ShouldBe(Inputs);

        long before = GC.GetAllocatedBytesForCurrentThread();
        (await jobs.ListAsync(null, Inputs, Stopping)).Count.ShouldBe(Inputs);
        (await jobs.DueAsync(First.NotBefore, Inputs, Stopping)).Count.ShouldBe(Inputs);
        (await jobs.FindAsync("j1", Stopping)).ShouldNotBeNull();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Bytes);
    }

    [Fact]
    public async Task Jobs_AskedByOneWhoHasGivenUp_AreLeftAlone()
    {
        var jobs = Reopen().Jobs;
        var cancelled = new CancellationToken(canceled: true);
        await jobs.AddAsync(First, What, Stopping);

        await Should.ThrowAsync<OperationCanceledException>(async () => await jobs.AddAsync(First with { Id = "j2" }, What, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await jobs.EndAsync(First, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await jobs.ListAsync(null, 10, cancelled));

        (await jobs.ListAsync(null, 10, Stopping)).Select(j => j.Id).ShouldBe(["j1"]);
        (await jobs.InputAsync("j1", Stopping)).ShouldBe(What);
    }

    [Fact]
    public async Task Models_PromotedByTheJournal_AreChampionOfTheirStream()
    {
        var ports = Reopen();
        (await ports.Models.AddAsync(Old, new byte[] { 1 }, Token)).ShouldBeTrue();
        (await ports.Models.AddAsync(Old, new byte[] { 2 }, Token)).ShouldBeFalse();
        (await ports.Models.AddAsync(
            Old with { Version = "v2", Created = 20 }, new byte[] { 2 }, Token)).ShouldBeTrue();
        (await ports.Models.AddAsync(Old with { Version = "w1", Stream = "transfers", Created = 15 }, new byte[
] { 3 }, Token)).ShouldBeTrue();
        (await ports.Models.ListAsync(null, Token)).ShouldAllBe(m => !m.IsChampion && m.Promoted == null);
        ports.Journal.Append(Entries.Batch(
            Entries.Promotion(1, "v1"), Entries.Promotion(2, "v2"), Entries.Promotion(3, "w1", "transfers"), Entries.Promotion(4, "v1")));
        ports = Reopen();
        (await ports.Models.ListAsync(null, Token)).ShouldBe([
            Old with { Version = "v2", Created = 20, Promoted = 2 },
            Old with { Version = "w1", Stream = "transfers", Created = 15, Promoted = 3, IsChampion = true },
            Old with { Promoted = 4, IsChampion = true },
        ]);
        (await ports.Models.ListAsync("transfers", Token)).Select(m => m.Version).ShouldBe(["w1"]);
        (await ports.Models.ReadAsync("v1", Token)).ShouldBe([1]);
        (await ports.Models.ReadAsync("v9", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Snapshots_TheNewestFewAreKept()
    {
        var snapshots = Reopen().Snapshots;
        (await snapshots.SequencesAsync(Token)).ShouldBeEmpty();
        for (byte i = 1; i <= 5; i++)
            new SmallState(i, i).Save(snapshots, i * 100);
        snapshots = Reopen().Snapshots;
        (await snapshots.SequencesAsync(Token)).ShouldBe([500, 400, 300]);
        SmallState.Read(snapshots, 400).Pages.ShouldBe([4, 4]);
    }
}

using Vigil.Engine.Journal;
using Vigil.Engine.Operations;

namespace Vigil.Storage.Sql.Tests.Journal;

public sealed class SqliteRetentionTests : IDisposable
{
    private readonly TestStore _store = new();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task RemoveOld_BelowTheNewestSnapshot_KeepsCountsAndRollUps()
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, 5000));
        ports.Journal.Append(Entries.Batch(
            Entries.Label(5001, 10, isFraud: true), Entries.Label(5002, 4500, isFraud: true), Entries.Promotion(5003, "v1")));
        new SmallState(1).Save(ports.Snapshots, 2000);
        new SmallState(2).Save(ports.Snapshots, 4000);
        var counts = await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken);
        async Task<string> VolumeAsync(
            ) => string.Join(';', (await ports.Decisions.VolumeAsync(null, 0, Entries.Start * 2, 10, TestContext.Current.CancellationToken))
            .Select(p => $"{p.Time} {string.Join(',', p.Outcomes)} {string.Join(" ", p.Amounts)}"));
        string volume = await VolumeAsync();

        (await RemoveOldAsync(Entries.Start + 3001)).ShouldBe(3000);
        ports.Journal.FirstSequence.ShouldBe(3001);
        (await ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken)).ShouldBe(
            [4000], "from the older one nothing can be continued any more");
        (await RemoveOldAsync(long.MaxValue)).ShouldBe(1000);
        ports = _store.Reopen();
        ports.Journal.FirstSequence.ShouldBe(4001);
        ports.Journal.LastSequence.ShouldBe(5003);
        ports.Journal.ReadOnOwnThread(0).First().Sequence.ShouldBe(4001);
        (await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).ShouldBe(counts);
        (await VolumeAsync()).ShouldBe(volume);
        (await ports.Decisions.ListAsync(
            new(), null, newestFirst: false, 1, TestContext.Current.CancellationToken))[0].Entry.Sequence.ShouldBe(4001);
        (await ports.Decisions.ListAsync(new() { IsLabelled = true }, null, true, 9, TestContext.Current.CancellationToken)).Select(
            d => d.Entry.Sequence).ShouldBe([4500]);
        ports.Journal.Append(Entries.Decisions(5004, 10));
        (await ports.Decisions.ListAsync(new() { Entity = 3 }, null, true, 1000, TestContext.Current.CancellationToken)).ShouldAllBe(
            d => d.Entry.Sequence > 4000);
    }

    [Fact]
    public async Task RemoveOld_JobsThatHaveEnded_GoToo()
    {
        var jobs = _store.Reopen().Jobs;
        var job = new Job("old", "transactions", JobStatus.Done, 10, 10, 1, "ada", "{}");
        await jobs.AddAsync(job, default, Stopping);
        await jobs.AddAsync(job with { Id = "waits", Status = JobStatus.Queued }, default, Stopping);
        await jobs.AddAsync(job with { Id = "new", Created = 100 }, default, Stopping);

        (await RemoveOldAsync(50)).ShouldBe(1);

        (await _store.Reopen().Jobs.ListAsync(null, 10, Stopping)).Select(j => j.Id).ShouldBe(["new", "waits"]);
    }

    [Fact]
    public async Task RemoveOld_KeyedRequests_GoWithTheirDecisions()
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, 100) with { Requests = [new(1, 1, Entries.Start + 10), new(2, 2, Entries.Start + 90)] });
        new SmallState(1).Save(ports.Snapshots, 100);

        await RemoveOldAsync(Entries.Start + 51);

        (await ports.Decisions.FindRequestAsync(1, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await ports.Decisions.FindRequestAsync(2, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task RemoveOld_EverythingCovered_KeepsTheNewestEntry()
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, 100));
        (await RemoveOldAsync(long.MaxValue)).ShouldBe(0);
        new SmallState(1).Save(ports.Snapshots, 100);
        (await RemoveOldAsync(long.MaxValue)).ShouldBe(99);
        ports = _store.Reopen();
        ports.Journal.LastSequence.ShouldBe(100);
        ports.Journal.Append(Entries.Decisions(101, 1));
    }

    [Fact]
    public async Task RemoveOld_GivesThePagesBack()
    {
        var ports = _store.Reopen();
        for (int first = 1; first < 12_000; first += 1000)
            ports.Journal.Append(Entries.Decisions(first, 1000));
        new SmallState(1).Save(ports.Snapshots, 12_000);
        _store.Close();
        long before = new FileInfo(_store.Place.Folder.DatabaseFile).Length;
        _store.Reopen();
        (await RemoveOldAsync(long.MaxValue)).ShouldBe(11_999);
        _store.Close();
        new FileInfo(_store.Place.Folder.DatabaseFile).Length.ShouldBeLessThan(before / 4);
    }

    private ValueTask<long> RemoveOldAsync(long receivedBefore) => _store.Whole.Ports.Retention.RemoveOldAsync(receivedBefore, Stopping);
}

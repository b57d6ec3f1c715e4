using Vigil.Engine.Operations;

namespace Vigil.Storage.Sql.Tests.Journal;

public sealed class RetentionTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void RemoveOld_BelowTheNewestSnapshot_KeepsCountsAndRollUps()
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, 5000));
        ports.Journal.Append(Entries.Batch(
            Entries.Label(5001, 10, isFraud: true), Entries.Label(5002, 4500, isFraud: true), Entries.Promotion(5003, "v1")));
        new SmallState(1).Save(ports.Snapshots, 2000);
        new SmallState(2).Save(ports.Snapshots, 4000);
        var counts = ports.Decisions.Counts();
        string Volume() => string.Join(';', ports.Decisions.Volume(null, 0, Entries.Start * 2, 10)
            .Select(p => $"{p.Time} {string.Join(',', p.Outcomes)} {string.Join(" ", p.Amounts)}"));
        string volume = Volume();

        _store.Whole.RemoveOld(Entries.Start + 3001, TestContext.Current.CancellationToken).ShouldBe(3000);
        ports.Journal.FirstSequence.ShouldBe(3001);
        ports.Snapshots.Sequences().ShouldBe([4000], "from the older one nothing can be continued any more");
        _store.Whole.RemoveOld(long.MaxValue, TestContext.Current.CancellationToken).ShouldBe(1000);
        ports = _store.Reopen();
        ports.Journal.FirstSequence.ShouldBe(4001);
        ports.Journal.LastSequence.ShouldBe(5003);
        ports.Journal.Read(0).First().Sequence.ShouldBe(4001);
        ports.Decisions.Counts().ShouldBe(counts);
        Volume().ShouldBe(volume);
        ports.Decisions.List(new(), null, newestFirst: false, 1)[0].Entry.Sequence.ShouldBe(4001);
        ports.Decisions.List(new() { IsLabelled = true }, null, true, 9).Select(d => d.Entry.Sequence).ShouldBe([4500]);
        ports.Journal.Append(Entries.Decisions(5004, 10));
        ports.Decisions.List(new() { Entity = 3 }, null, true, 1000).ShouldAllBe(d => d.Entry.Sequence > 4000);
    }

    [Fact]
    public void RemoveOld_JobsThatHaveEnded_GoToo()
    {
        var jobs = _store.Reopen().Jobs;
        var job = new Job("old", "transactions", JobStatus.Done, 10, 10, 1, "ada", "{}");
        jobs.Add(job, default);
        jobs.Add(job with { Id = "waits", Status = JobStatus.Queued }, default);
        jobs.Add(job with { Id = "new", Created = 100 }, default);

        _store.Whole.RemoveOld(50, TestContext.Current.CancellationToken).ShouldBe(1);

        _store.Reopen().Jobs.List(null, 10).Select(j => j.Id).ShouldBe(["new", "waits"]);
    }

    [Fact]
    public void RemoveOld_KeyedRequests_GoWithTheirDecisions()
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, 100) with { Requests = [new(1, 1, Entries.Start + 10), new(2, 2, Entries.Start + 90)] });
        new SmallState(1).Save(ports.Snapshots, 100);

        _store.Whole.RemoveOld(Entries.Start + 51, TestContext.Current.CancellationToken);

        ports.Decisions.FindRequest(1).ShouldBeNull();
        ports.Decisions.FindRequest(2).ShouldNotBeNull();
    }

    [Fact]
    public void RemoveOld_EverythingCovered_KeepsTheNewestEntry()
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, 100));
        _store.Whole.RemoveOld(long.MaxValue, TestContext.Current.CancellationToken).ShouldBe(0);
        new SmallState(1).Save(ports.Snapshots, 100);
        _store.Whole.RemoveOld(long.MaxValue, TestContext.Current.CancellationToken).ShouldBe(99);
        ports = _store.Reopen();
        ports.Journal.LastSequence.ShouldBe(100);
        ports.Journal.Append(Entries.Decisions(101, 1));
    }

    [Fact]
    public void RemoveOld_GivesThePagesBack()
    {
        var ports = _store.Reopen();
        for (int first = 1; first < 12_000; first += 1000)
            ports.Journal.Append(Entries.Decisions(first, 1000));
        new SmallState(1).Save(ports.Snapshots, 12_000);
        _store.Close();
        long before = new FileInfo(_store.Place.Folder.DatabaseFile).Length;
        _store.Reopen();
        _store.Whole.RemoveOld(long.MaxValue, TestContext.Current.CancellationToken).ShouldBe(11_999);
        _store.Close();
        new FileInfo(_store.Place.Folder.DatabaseFile).Length.ShouldBeLessThan(before / 4);
    }
}

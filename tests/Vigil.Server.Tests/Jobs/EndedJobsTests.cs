using Vigil.Engine.Operations;
using Vigil.Server.Http;

namespace Vigil.Server.Tests.Jobs;

/// <summary>Jobs that have ended are kept for the stated span, and no longer.</summary>
public sealed class EndedJobsTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_JobsThatEndedLongAgo_AreRemovedAndOthersStay()
    {
        long day = (long)TimeSpan.FromDays(1).TotalMicroseconds, now = TimeText.Now(TimeProvider.System);
        var ended = new Job("old", "transactions", JobStatus.Done, now - 3 * day, 0, 1, "ada", "{}");
        await using var live = await LiveServer.StartAsync(parts =>
        {
            Add(parts, ended, new byte[] { 1 });
            Add(parts, ended with { Id = "failed", Status = JobStatus.Failed }, default);
            Add(parts, ended with { Id = "new", Created = now - day }, default);
            Add(parts, ended with { Id = "waits", Kind = "unknown", Status = JobStatus.Queued }, default);
            return parts with { Http = parts.Http with { JobsKept = TimeSpan.FromDays(2) } };
        });

        await JobWait.UntilAsync(async () => await live.Parts.Storage.Jobs.FindAsync("old", Stopping) is null, "the old job goes");

        (await live.Parts.Storage.Jobs.ListAsync(null, 10, Stopping)).Select(job => job.Id).ShouldBe(["new", "waits"]);
        (await live.GetAsync("/api/v1/jobs/old")).Status.ShouldBe(404);
    }

    private static void Add(ServerParts parts, Job job, ReadOnlyMemory<byte> input) =>
        parts.Storage.Jobs.AddAsync(job, input, Stopping).AsTask().GetAwaiter().GetResult();
}

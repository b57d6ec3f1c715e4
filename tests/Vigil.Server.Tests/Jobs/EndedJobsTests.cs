using Vigil.Engine.Operations;
using Vigil.Server.Http;

namespace Vigil.Server.Tests.Jobs;

/// <summary>Jobs that have ended are kept for the stated span, and no longer.</summary>
public sealed class EndedJobsTests
{
    [Fact]
    public async Task Start_JobsThatEndedLongAgo_AreRemovedAndOthersStay()
    {
        long day = (long)TimeSpan.FromDays(1).TotalMicroseconds, now = TimeText.Now(TimeProvider.System);
        var ended = new Job("old", "transactions", JobStatus.Done, now - 3 * day, 0, 1, "ada", "{}");
        await using var live = await LiveServer.StartAsync(parts =>
        {
            parts.Storage.Jobs.Add(ended, new byte[] { 1 });
            parts.Storage.Jobs.Add(ended with { Id = "failed", Status = JobStatus.Failed }, default);
            parts.Storage.Jobs.Add(ended with { Id = "new", Created = now - day }, default);
            parts.Storage.Jobs.Add(ended with { Id = "waits", Kind = "unknown", Status = JobStatus.Queued }, default);
            return parts with { Http = parts.Http with { JobsKept = TimeSpan.FromDays(2) } };
        });

        await JobWait.UntilAsync(() => live.Parts.Storage.Jobs.Find("old") is null, "the old job goes");

        live.Parts.Storage.Jobs.List(null, 10).Select(job => job.Id).ShouldBe(["new", "waits"]);
        (await live.GetAsync("/api/v1/jobs/old")).Status.ShouldBe(404);
    }
}

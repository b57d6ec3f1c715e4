using Vigil.Engine.Decisions;

namespace Vigil.Engine.Operations;

/// <summary>Takes the transactions of an entity out of what jobs are still to do.</summary>
public static class JobErasure
{
    private const int Page = 100;

    /// <summary>
    /// Does so, and takes away whatever is left of jobs that have ended; returns how many transactions were taken out. The places of the
    /// others stay as they are.
    /// </summary>
    /// <param name="jobs">Where they are kept.</param>
    /// <param name="queue">What opens and seals them.</param>
    /// <param name="stream">The entity's stream.</param>
    /// <param name="without">Gives transactions without those of the entity, and how many these were.</param>
    /// <param name="cancellation">Gives it up between two jobs.</param>
    public static async ValueTask<int> EraseAsync(
        IJobStore jobs, JobQueue queue, LiveStream stream, Func<ReadOnlyMemory<byte>, (byte[] Left, int Erased)> without,
        CancellationToken cancellation)
    {
        int erased = 0;
        string? cursor = null;
        while (await jobs.ListAsync(cursor, Page, cancellation) is { Count: > 0 } page)
        {
            foreach (var job in page)
                if (job.Kind == TransactionsJob.Kind && job.Status is JobStatus.Done or JobStatus.Failed)
                    await jobs.ResealAsync(job.Id, default, cancellation);
                else if (job.Kind == TransactionsJob.Kind)
                    erased += await EraseAsync(queue, job, stream, without, cancellation);
            cursor = page[^1].Id;
        }
        return erased;
    }

    private static async ValueTask<int> EraseAsync(
        JobQueue queue, Job job, LiveStream stream, Func<ReadOnlyMemory<byte>, (byte[] Left, int Erased)> without,
        CancellationToken cancellation)
    {
        if (await queue.FindInputAsync(job, cancellation) is not { } input || TransactionsJob.Decode(input) is not { } request
            || request.Stream != stream.Name)
            return 0;
        var (left, erased) = without(request.Transactions);
        if (erased > 0)
            await queue.ReplaceInputAsync(job, (request with { Transactions = left }).Encode(), cancellation);
        return erased;
    }
}

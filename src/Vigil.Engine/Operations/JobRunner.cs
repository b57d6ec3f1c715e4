using System.Collections.Concurrent;
using Vigil.Engine.Access;
using Vigil.Engine.Journal;

namespace Vigil.Engine.Operations;

/// <summary>
/// Works through stored jobs, oldest first, a few of a kind at a time. What was running when the process ended begins again; what fails is
/// tried again a few times, later and later.
/// </summary>
/// <param name="queue">Where they wait.</param>
/// <param name="jobs">Where they are kept.</param>
/// <param name="works">What jobs of each kind do.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Told what went wrong; without personal data.</param>
public sealed class JobRunner(
    JobQueue queue, IJobStore jobs, IEnumerable<IJobWork> works, TimeProvider time, Action<string, Exception> tell)
{
    private const int LooksAt = 200, AttemptsAtMost = 8;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500), FirstPause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, string> _running = new();

    /// <summary>Runs until it is stopped and what was begun has ended; never faults.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var tasks = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            tasks.RemoveAll(task => task.IsCompleted);
            int begun = tasks.Count;
            foreach (var job in await DueAsync(stopping))
                if (Lane(job.Kind) is { } work && _running.Values.Count(kind => kind == job.Kind) < work.Together
                    && _running.TryAdd(job.Id, job.Kind))
                    tasks.Add(Task.Run(() => RunAsync(work, job, stopping), CancellationToken.None));
            if (tasks.Count == begun)
                await queue.WaitAsync(Idle, stopping);
        }
        await Task.WhenAll(tasks);
    }

    private IJobWork? Lane(string kind) => works.FirstOrDefault(w => w.Kind == kind);

    private async ValueTask<IReadOnlyList<Job>> DueAsync(CancellationToken stopping)
    {
        try
        {
            var due = await jobs.DueAsync(Microseconds.Now(time), LooksAt, stopping);
            return [.. due.Where(job => !_running.ContainsKey(job.Id))];
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            TellUnlessStopping(e, stopping);
            return [];
        }
    }

    private async Task RunAsync(IJobWork work, Job job, CancellationToken stopping)
    {
        try
        {
            var running = job with { Status = JobStatus.Running };
            await jobs.UpdateAsync(running, stopping);
            var after = await AttemptAsync(work, running, stopping);
            // What was done is not done again because the process stops now.
            if (work.IsInputPersonal && after.Status is JobStatus.Done or JobStatus.Failed)
                await jobs.EndAsync(after, CancellationToken.None);
            else
                await jobs.UpdateAsync(after, CancellationToken.None);
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            // It is still there, and due again once the store can be used or the process has started again.
            TellUnlessStopping(e, stopping);
        }
        finally
        {
            _running.TryRemove(job.Id, out _);
            queue.Stir();
        }
    }

    private void TellUnlessStopping(Exception failure, CancellationToken stopping)
    {
        if (!stopping.IsCancellationRequested)
            tell("Jobs cannot be read or kept now", failure);
    }

    private async Task<Job> AttemptAsync(IJobWork work, Job job, CancellationToken stopping)
    {
        try
        {
            var outcome = await work.RunAsync(job, await queue.InputOfAsync(job, stopping), stopping);
            if (outcome.Result is { } result)
                return job with
                {
                    Status = outcome.IsFailure ? JobStatus.Failed : JobStatus.Done,
                    Attempts = job.Attempts + 1,
                    Result = result,
                };
            return Later(job, outcome.CountsAsAttempt);
        }
        catch (Exception e) when (e is not OperationCanceledException and not StorageException)
        {
            tell($"The job {job.Id} ({job.Kind}) failed and is tried again", e);
            return Later(job, counts: true);
        }
    }

    private Job Later(Job job, bool counts)
    {
        int attempts = job.Attempts + (counts ? 1 : 0);
        if (attempts >= AttemptsAtMost)
            return job with { Status = JobStatus.Failed, Attempts = attempts, Result = job.Result.Length > 0 ? job.Result : "{}" };
        var pause = counts ? FirstPause * Math.Pow(2, attempts) : FirstPause;
        return job with
        {
            Status = JobStatus.Queued,
            Attempts = attempts,
            NotBefore = Microseconds.Now(time) + Microseconds.Of(pause),
        };
    }
}

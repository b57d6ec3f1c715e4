using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Server.Http;

namespace Vigil.Server.Jobs;

/// <summary>
/// Works through stored jobs, oldest first, a few of a kind at a time. What was running when the process ended begins again; what fails is
/// tried again a few times, later and later.
/// </summary>
internal sealed partial class JobRunner(ServerParts parts, IEnumerable<IJobWork> works, ILogger<JobRunner> log) : BackgroundService
{
    /// <summary>What the key is derived for that inputs are sealed with.</summary>
    public const string KeyPurpose = "jobs";

    private const int LooksAt = 200, AttemptsAtMost = 8;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500), FirstPause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _news = new(0);
    private readonly ConcurrentDictionary<string, string> _running = new();
    private readonly byte[] _key = parts.Key.Derive(KeyPurpose);

    /// <summary>Adds a job; on disk when it returns.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="owner">Who asked for it.</param>
    /// <param name="input">What to do; sealed here.</param>
    /// <param name="result">What can be said of it already: JSON, or empty.</param>
    /// <param name="id">Its identifier; random by default.</param>
    /// <returns>The job, or the one that has its identifier already.</returns>
    public Job Add(string kind, string owner, ReadOnlySpan<byte> input, string result = "", string? id = null)
    {
        long now = TimeText.Now(parts.Time);
        id ??= "job-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var job = new Job(id, kind, JobStatus.Queued, now, now, 0, owner, result);
        if (!parts.Storage.Jobs.Add(job, SealedBox.Seal(_key, input, Context(id))))
            return parts.Storage.Jobs.Find(id) ?? job;
        _news.Release();
        return job;
    }

    /// <summary>What a job is to do, as it was given to <see cref="Add"/>.</summary>
    public byte[] InputOf(Job job) => SealedBox.Open(_key, parts.Storage.Jobs.Input(job.Id), Context(job.Id))
        ?? throw new InvalidDataException("The input of a job cannot be opened: it is damaged, or the master key is another one.");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tasks = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            tasks.RemoveAll(task => task.IsCompleted);
            int begun = tasks.Count;
            foreach (var job in Due())
                if (Lane(job.Kind) is { } work && _running.Values.Count(kind => kind == job.Kind) < work.Together
                    && _running.TryAdd(job.Id, job.Kind))
                    tasks.Add(Task.Run(() => RunAsync(work, job, stoppingToken), CancellationToken.None));
            if (tasks.Count == begun)
                await WaitAsync(stoppingToken);
        }
        await Task.WhenAll(tasks);
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        Task news = _news.WaitAsync(Idle, stopping);
        await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static byte[] Context(string id) => System.Text.Encoding.UTF8.GetBytes(id);

    private IJobWork? Lane(string kind) => works.FirstOrDefault(w => w.Kind == kind);

    private IReadOnlyList<Job> Due()
    {
        try
        {
            return [.. parts.Storage.Jobs.Due(TimeText.Now(parts.Time), LooksAt).Where(job => !_running.ContainsKey(job.Id))];
        }
        catch (StorageException e)
        {
            NotRead(log, e);
            return [];
        }
    }

    private async Task RunAsync(IJobWork work, Job job, CancellationToken stopping)
    {
        try
        {
            var running = job with { Status = JobStatus.Running };
            parts.Storage.Jobs.Update(running);
            var after = await AttemptAsync(work, running, stopping);
            bool hasEnded = after.Status is JobStatus.Done or JobStatus.Failed;
            parts.Storage.Jobs.Update(after, takesInput: hasEnded && work.IsInputPersonal);
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            // It is still there, and due again once the store can be used or the process has started again.
            if (!stopping.IsCancellationRequested)
                NotRead(log, e);
        }
        finally
        {
            _running.TryRemove(job.Id, out _);
            _news.Release();
        }
    }

    private async Task<Job> AttemptAsync(IJobWork work, Job job, CancellationToken stopping)
    {
        try
        {
            var outcome = await work.RunAsync(job, InputOf(job), stopping);
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
            Failed(log, job.Kind, job.Id, e);
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
            NotBefore = TimeText.Now(parts.Time) + (long)pause.TotalMicroseconds,
        };
    }

    [LoggerMessage(1, LogLevel.Warning, "Jobs cannot be read or kept now")]
    private static partial void NotRead(ILogger log, Exception failure);

    [LoggerMessage(2, LogLevel.Warning, "The job {Id} ({Kind}) failed and is tried again")]
    private static partial void Failed(ILogger log, string kind, string id, Exception failure);
}

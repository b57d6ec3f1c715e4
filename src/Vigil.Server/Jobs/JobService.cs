using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Operations;

namespace Vigil.Server.Jobs;

/// <summary>Works through jobs as long as the server runs, and removes those that ended long ago.</summary>
internal sealed partial class JobService : BackgroundService
{
    private readonly JobRunner _runner;
    private readonly EndedJobs _ended;

    /// <summary>What is to be worked through.</summary>
    public JobService(ServerParts parts, JobQueue queue, IEnumerable<IJobWork> works, ILogger<JobService> log)
    {
        Action<string, Exception> tell = (text, failure) => Troubled(log, text, failure);
        _runner = new JobRunner(queue, parts.Storage.Jobs, works, parts.Time, tell);
        _ended = new EndedJobs(parts.Storage.Jobs, parts.Http.JobsKept, parts.Time, tell);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The store may be busy with its start.
        await Task.Yield();
        await Task.WhenAll(_runner.RunAsync(stoppingToken), _ended.RunAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Warning, "{Text}")]
    private static partial void Troubled(ILogger log, string text, Exception failure);
}

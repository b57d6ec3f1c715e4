using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Journal;
using Vigil.Server.Http;

namespace Vigil.Server.Jobs;

/// <summary>Removes jobs that have ended once they are old, at the start and once an hour.</summary>
internal sealed partial class EndedJobs(ServerParts parts, ILogger<EndedJobs> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The store may be busy with its start.
        await Task.Yield();
        using var timer = new PeriodicTimer(Pause, parts.Time);
        do
            Remove();
        while (await Next(timer, stoppingToken));
    }

    private void Remove()
    {
        try
        {
            parts.Storage.Jobs.RemoveEnded(TimeText.Now(parts.Time) - (long)parts.Http.JobsKept.TotalMicroseconds);
        }
        catch (StorageException e)
        {
            NotRemoved(log, e);
        }
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Jobs that have ended cannot be removed now")]
    private static partial void NotRemoved(ILogger log, Exception failure);
}

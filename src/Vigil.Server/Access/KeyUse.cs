using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Access;
using Vigil.Engine.Journal;

namespace Vigil.Server.Access;

/// <summary>Notes when keys were last used, to the minute, away from the requests.</summary>
internal sealed partial class KeyUse(KeyCallers callers, IApiKeyStore keys, ILogger<KeyUse> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (id, time) in callers.Used.ReadAllAsync(stoppingToken))
        {
            try
            {
                await keys.TouchAsync(id, time, stoppingToken);
            }
            catch (StorageException e)
            {
                NotNoted(log, id, e);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The use of key {Id} could not be noted")]
    private static partial void NotNoted(ILogger log, string id, Exception failure);
}

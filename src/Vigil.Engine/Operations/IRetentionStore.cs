using Vigil.Engine.Journal;

namespace Vigil.Engine.Operations;

/// <summary>Takes away what is old (port).</summary>
public interface IRetentionStore
{
    /// <summary>
    /// Removes journal entries received before a time, as far as the newest snapshot covers them, in small portions beside everything else;
    /// and jobs that have ended and were added before it; returns how many of both. Snapshots that would need what is removed go, too.
    /// Counts, roll-ups, promotions and data keys stay.
    /// </summary>
    /// <param name="receivedBefore">In microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="cancellation">Stops between portions.</param>
    /// <exception cref="StorageException">The store failed; what is left is found again.</exception>
    ValueTask<long> RemoveOldAsync(long receivedBefore, CancellationToken cancellation);
}

using System.Globalization;
using Vigil.Engine.Access;
using Vigil.Engine.Runtime;

namespace Vigil.Engine.Operations;

/// <summary>Removes decisions that are older than they may be, once an hour; figures in roll-ups stay.</summary>
/// <param name="store">What takes them away.</param>
/// <param name="service">What takes a snapshot, without which nothing may be removed.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Told what was removed, and what could not be.</param>
public sealed class Retention(IRetentionStore store, ScoringService service, TimeProvider time, Action<Notice> tell)
{
    /// <summary>Runs until it is stopped. A failure is told and tried again later.</summary>
    /// <param name="days">Days that decisions are kept; 0 keeps everything and returns at once.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Task RunAsync(int days, CancellationToken cancellation) => days == 0 ? Task.CompletedTask : Hourly.RunAsync(
        token => RemoveAsync(days, token),
        failure => tell(new Notice(true, $"Retention could not remove old entries: {failure.Message}")), time, cancellation);

    private async Task RemoveAsync(int days, CancellationToken cancellation)
    {
        long before = Microseconds.Of(time.GetUtcNow() - TimeSpan.FromDays(days));
        await service.Ready.WaitAsync(cancellation);
        // State of what is removed is in it: however quiet the service is, nothing stays longer than was promised.
        await service.SnapshotAsync();
        long removed = await store.RemoveOldAsync(before, cancellation);
        if (removed > 0)
            tell(new Notice(false, string.Create(CultureInfo.InvariantCulture,
                $"Retention removed {removed:#,0} entries that were older than {days} days.")));
    }
}

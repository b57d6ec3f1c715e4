using System.Globalization;
using Vigil.Engine.Access;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;

namespace Vigil.Cli.Serving;

/// <summary>Removes decisions that are older than they may be, once an hour; figures in roll-ups stay.</summary>
internal static class Retention
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Runs until it is stopped. A failure is told and tried again later.</summary>
    /// <param name="session">The store.</param>
    /// <param name="service">What takes a snapshot, without which nothing may be removed.</param>
    /// <param name="days">Days that decisions are kept; 0 keeps everything and returns at once.</param>
    /// <param name="tell">Told what was removed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RunAsync(
        StoreSession session, ScoringService service, int days, Action<Notice> tell, TimeProvider time, CancellationToken cancellation)
    {
        if (days == 0)
            return;
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                long before = Microseconds.Of(time.GetUtcNow() - TimeSpan.FromDays(days));
                await service.Ready.WaitAsync(cancellation);
                // State of what is removed is in it: however quiet the service is, nothing stays longer than was promised.
                await service.SnapshotAsync();
                long removed = session.RemoveOld(before, cancellation);
                if (removed > 0)
                    tell(new Notice(false, string.Create(CultureInfo.InvariantCulture,
                        $"Retention removed {removed:#,0} entries that were older than {days} days.")));
            }
            catch (StorageException e)
            {
                tell(new Notice(true, $"Retention could not remove old entries: {e.Message}"));
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }
}

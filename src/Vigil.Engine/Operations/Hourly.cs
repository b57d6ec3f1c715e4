using Vigil.Engine.Journal;

namespace Vigil.Engine.Operations;

/// <summary>Does something at once and then once an hour.</summary>
internal static class Hourly
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Runs until it is stopped.</summary>
    /// <param name="step">What is done.</param>
    /// <param name="failed">Told when the store fails; it is tried again an hour later.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task RunAsync(
        Func<CancellationToken, Task> step, Action<StorageException> failed, TimeProvider time, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await step(stopping);
            }
            catch (StorageException e)
            {
                failed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }
}

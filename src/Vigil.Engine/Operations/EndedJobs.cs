using Vigil.Engine.Access;

namespace Vigil.Engine.Operations;

/// <summary>Removes jobs that have ended once they are old.</summary>
/// <param name="jobs">Where they are kept.</param>
/// <param name="kept">How long after they were added.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Told what went wrong.</param>
public sealed class EndedJobs(IJobStore jobs, TimeSpan kept, TimeProvider time, Action<string, Exception> tell)
{
    /// <summary>Removes them now and once an hour until it is stopped.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Task RunAsync(CancellationToken stopping) => Hourly.RunAsync(
        async token => await jobs.RemoveEndedAsync(Microseconds.Now(time) - Microseconds.Of(kept), token),
        failure => tell("Jobs that have ended cannot be removed now", failure), time, stopping);
}

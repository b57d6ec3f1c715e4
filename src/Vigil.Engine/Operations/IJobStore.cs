namespace Vigil.Engine.Operations;

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Waits.</summary>
    Queued,

    /// <summary>Is being worked on; after a restart it begins again.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Done,

    /// <summary>Ended with <see cref="Job.Result"/> saying why not.</summary>
    Failed,
}

/// <summary>Work that is done after it was answered; what there is to do is read by <see cref="IJobStore.InputAsync"/>.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Kind">What it does: <c>transactions</c>, <c>train</c>, <c>apply</c>, <c>callback</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Created">In microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="NotBefore">When it may be tried (again).</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Owner">Who asked for it.</param>
/// <param name="Result">What came of it: JSON without personal data; empty before.</param>
public sealed record Job(
    string Id, string Kind, JobStatus Status, long Created, long NotBefore, int Attempts, string Owner, string Result);

/// <summary>Jobs (port): a job that was added is not lost. Thread-safe.</summary>
public interface IJobStore
{
    /// <summary>Adds a job and what it is to do, on disk when it is done; false when its identifier is there already.</summary>
    /// <param name="job">The job.</param>
    /// <param name="input">What it is to do, up to megabytes; sealed where it holds personal data.</param>
    /// <param name="cancellation">Gives it up; what was begun is done.</param>
    ValueTask<bool> AddAsync(Job job, ReadOnlyMemory<byte> input, CancellationToken cancellation);

    /// <summary>Replaces everything but <see cref="Job.Id"/>, <see cref="Job.Kind"/>, <see cref="Job.Created"/> and owner.</summary>
    ValueTask UpdateAsync(Job job, CancellationToken cancellation);

    /// <summary>As <see cref="UpdateAsync"/>, and takes away what it was to do in the same step.</summary>
    ValueTask EndAsync(Job job, CancellationToken cancellation);

    /// <summary>What a job is to do; empty when that was taken away or there is no such job.</summary>
    ValueTask<byte[]> InputAsync(string id, CancellationToken cancellation);

    /// <summary>Replaces the input of a job that has one; an empty one takes it away.</summary>
    ValueTask ResealAsync(string id, ReadOnlyMemory<byte> input, CancellationToken cancellation);

    /// <summary>Removes jobs that have ended and were added before a time; returns how many.</summary>
    ValueTask<long> RemoveEndedAsync(long createdBefore, CancellationToken cancellation);

    /// <summary>One job, or null.</summary>
    ValueTask<Job?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>The oldest jobs that are queued or running and may be tried at <paramref name="now"/>.</summary>
    ValueTask<IReadOnlyList<Job>> DueAsync(long now, int limit, CancellationToken cancellation);

    /// <summary>Newest first, beyond the job with that identifier.</summary>
    ValueTask<IReadOnlyList<Job>> ListAsync(string? cursor, int limit, CancellationToken cancellation);
}

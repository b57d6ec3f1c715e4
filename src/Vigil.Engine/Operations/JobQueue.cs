using System.Security.Cryptography;
using System.Text;
using Vigil.Engine.Access;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Operations;

/// <summary>Jobs that wait to be done, sealed where they are kept: whoever wants something done adds it here. Thread-safe.</summary>
public sealed class JobQueue(IJobStore jobs, MasterKey key, TimeProvider time) : IDisposable
{
    private readonly byte[] _secret = key.Derive("jobs");
    private readonly SemaphoreSlim _news = new(0);

    /// <summary>Adds a job; on disk when it is done.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="owner">Who asked for it.</param>
    /// <param name="input">What to do; sealed here.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <param name="result">What can be said of it already: JSON, or empty.</param>
    /// <param name="id">Its identifier; random by default.</param>
    /// <returns>The job, or the one that has its identifier already.</returns>
    public async ValueTask<Job> AddAsync(
        string kind, string owner, ReadOnlyMemory<byte> input, CancellationToken cancellation, string result = "", string? id = null)
    {
        long now = Microseconds.Now(time);
        id ??= "job-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var job = new Job(id, kind, JobStatus.Queued, now, now, 0, owner, result);
        if (!await jobs.AddAsync(job, Seal(id, input.Span), cancellation))
            return await jobs.FindAsync(id, cancellation) ?? job;
        Stir();
        return job;
    }

    /// <summary>What a job is to do, as it was given to <see cref="AddAsync"/>.</summary>
    /// <exception cref="InvalidDataException">It cannot be opened, or was taken away.</exception>
    public async ValueTask<byte[]> InputOfAsync(Job job, CancellationToken cancellation) => await FindInputAsync(job, cancellation)
        ?? throw new InvalidDataException("The input of a job cannot be opened: it is damaged, or the master key is another one.");

    /// <summary>The same, or null where there is nothing that can be opened.</summary>
    internal async ValueTask<byte[]?> FindInputAsync(Job job, CancellationToken cancellation)
    {
        byte[] box = await jobs.InputAsync(job.Id, cancellation);
        return SealedBox.Open(_secret, box, Context(job.Id));
    }

    /// <summary>Replaces what a job is to do.</summary>
    internal ValueTask ReplaceInputAsync(Job job, ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        jobs.ResealAsync(job.Id, Seal(job.Id, input.Span), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _news.Dispose();

    /// <summary>There may be something to do.</summary>
    internal void Stir() => _news.Release();

    /// <summary>Done when there may be something to do, after a while at the latest; never faults.</summary>
    internal async Task WaitAsync(TimeSpan atMost, CancellationToken stopping)
    {
        Task news = _news.WaitAsync(atMost, stopping);
        await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private byte[] Seal(string id, ReadOnlySpan<byte> input) => SealedBox.Seal(_secret, input, Context(id));

    private static byte[] Context(string id) => Encoding.UTF8.GetBytes(id);
}

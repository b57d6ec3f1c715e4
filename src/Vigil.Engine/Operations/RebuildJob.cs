using System.Text;
using System.Text.Json;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;

namespace Vigil.Engine.Operations;

/// <summary>A projection to make anew.</summary>
/// <param name="Projection">Its name.</param>
public sealed record RebuildJob(string Projection)
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    public const string Kind = "rebuild";

    /// <summary>The input of the job.</summary>
    public byte[] Encode() => Encoding.UTF8.GetBytes(Projection);

    /// <summary>Reads the input of a job.</summary>
    public static RebuildJob Decode(byte[] input) => new(Encoding.UTF8.GetString(input));
}

/// <summary>Makes projections anew beside everything else; says how far it is.</summary>
/// <param name="projections">They.</param>
/// <param name="jobs">Where it is said.</param>
public sealed class RebuildWork(ProjectionRunner projections, IJobStore jobs) : IJobWork
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Kind => RebuildJob.Kind;

    /// <inheritdoc/>
    public int Together => 1;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        string name = RebuildJob.Decode(input).Projection;
        var written = Task.CompletedTask;
        try
        {
            await projections.RebuildAsync(
                name, lag => written = WriteAsync(written, job with { Result = Result(name, lag) }), Report, stopping);
            return new JobOutcome(Result(name, 0));
        }
        catch (Exception e) when (e is ArgumentException or StorageException)
        {
            return new JobOutcome(JsonSerializer.Serialize(new { projection = name, error = e.Message }), IsFailure: true);
        }
        finally
        {
            // What comes of it is written after them.
            await written;
        }
    }

    private static string Result(string name, long lag) => JsonSerializer.Serialize(new { projection = name, lag });

    private async Task WriteAsync(Task before, Job after)
    {
        await before;
        try
        {
            await jobs.UpdateAsync(after, CancellationToken.None);
        }
        catch (StorageException)
        {
            // It is only how far the job is; the runner tells when what comes of it cannot be kept.
        }
    }
}

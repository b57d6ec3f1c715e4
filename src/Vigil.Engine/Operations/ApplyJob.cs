using System.Text.Json;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Operations;

/// <summary>A stream file to apply, or a model version to promote with its definition.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Yaml">The file; null for a promotion.</param>
/// <param name="Model">The version; null for a file.</param>
/// <param name="MayUnmark">See <see cref="ApplyOptions.MayUnmark"/>.</param>
/// <param name="Trains">See <see cref="ApplyOptions.Trains"/>.</param>
public sealed record ApplyJob(string Stream, string? Yaml, string? Model, bool MayUnmark = false, bool Trains = false)
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    public const string Kind = "apply";

    /// <summary>The input of the job.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads the input of a job.</summary>
    public static ApplyJob Decode(byte[] input) => JsonSerializer.Deserialize<ApplyJob>(input)!;
}

/// <summary>Changes streams while they serve; says how far it is.</summary>
/// <param name="service">What serves them.</param>
/// <param name="jobs">Where it is said.</param>
/// <param name="time">The clock.</param>
/// <param name="applied">What was applied as JSON.</param>
/// <param name="refused">What was refused as JSON.</param>
public sealed class ApplyWork(
    ScoringService service, IJobStore jobs, TimeProvider time, Func<AppliedStream, string> applied, Func<StreamPlan, string> refused)
    : IJobWork
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Kind => ApplyJob.Kind;

    /// <inheritdoc/>
    public int Together => 1;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        if (service.State.Phase != ServicePhase.Ready)
            return new JobOutcome(null, CountsAsAttempt: false);
        var reports = new Reports(jobs, job, time);
        try
        {
            return new JobOutcome(applied(await ApplyAsync(ApplyJob.Decode(input), job.Owner, reports.Add, stopping)));
        }
        catch (StreamRefusedException e)
        {
            return new JobOutcome(refused(e.Plan), IsFailure: true);
        }
        catch (InvalidOperationException e)
        {
            return new JobOutcome(JsonSerializer.Serialize(new { error = e.Message }), IsFailure: true);
        }
        finally
        {
            // What comes of it is written after them.
            await reports.Written;
        }
    }

    private Task<AppliedStream> ApplyAsync(ApplyJob apply, string by, Action<ApplyProgress> report, CancellationToken stopping) =>
        apply.Model is { } version ? service.PromoteWithDefinitionAsync(version, by, report, stopping)
            : service.ApplyAsync(
                Load(apply.Yaml!), new ApplyOptions { MayUnmark = apply.MayUnmark, Trains = apply.Trains }, by, report, stopping);

    // It was checked when it was given.
    private static StreamDefinition Load(string yaml) =>
        StreamYaml.Load(("stream.yaml", yaml)).Definition ?? throw new InvalidOperationException("The stream file is none any more.");

    // How far a job is, once a second and at each step; in order, though who reports does not wait. One thread at a time.
    private sealed class Reports(IJobStore jobs, Job job, TimeProvider time)
    {
        private long _last = time.GetTimestamp();
        private string _step = "";

        public Task Written { get; private set; } = Task.CompletedTask;

        public void Add(ApplyProgress progress)
        {
            if (progress.Step == _step && time.GetElapsedTime(_last) < Report)
                return;
            (_last, _step) = (time.GetTimestamp(), progress.Step);
            string result = JsonSerializer.Serialize(new { step = progress.Step, entries = progress.Entries, of = progress.Of });
            Written = WriteAsync(Written, job with { Result = result });
        }

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
}

using System.Text.Json;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Server.Streams;

namespace Vigil.Server.Jobs;

/// <summary>A stream file to apply, or a model version to promote with its definition.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Yaml">The file; null for a promotion.</param>
/// <param name="Model">The version; null for a file.</param>
/// <param name="MayUnmark">See <see cref="ApplyOptions.MayUnmark"/>.</param>
/// <param name="Trains">See <see cref="ApplyOptions.Trains"/>.</param>
internal sealed record ApplyJob(string Stream, string? Yaml, string? Model, bool MayUnmark = false, bool Trains = false)
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    public const string Kind = "apply";

    /// <summary>The input of the job.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads the input of a job.</summary>
    public static ApplyJob Decode(byte[] input) => JsonSerializer.Deserialize<ApplyJob>(input)!;
}

/// <summary>Changes streams while they serve; says how far it is.</summary>
internal sealed class ApplyWork(ServerParts parts) : IJobWork
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Kind => ApplyJob.Kind;

    /// <inheritdoc/>
    public int Together => 1;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        if (parts.Service.State.Phase != ServicePhase.Ready)
            return new JobOutcome(null, CountsAsAttempt: false);
        var apply = ApplyJob.Decode(input);
        try
        {
            var applied = apply.Model is { } version
                ? await parts.Service.PromoteWithDefinitionAsync(version, job.Owner, Reporter(job), stopping)
                : await parts.Service.ApplyAsync(
                    Load(apply.Yaml!), new ApplyOptions { MayUnmark = apply.MayUnmark, Trains = apply.Trains }, job.Owner, Reporter(job),
                    stopping);
            return new JobOutcome(PlanJson.Text(applied));
        }
        catch (StreamRefusedException e)
        {
            return new JobOutcome(PlanJson.Text(e.Plan), IsFailure: true);
        }
        catch (InvalidOperationException e)
        {
            return new JobOutcome(JsonSerializer.Serialize(new { error = e.Message }), IsFailure: true);
        }
    }

    // It was checked when it was given.
    private static StreamDefinition Load(string yaml) =>
        StreamYaml.Load(("stream.yaml", yaml)).Definition ?? throw new InvalidOperationException("The stream file is none any more.");

    private Action<ApplyProgress> Reporter(Job job)
    {
        long last = parts.Time.GetTimestamp();
        string step = "";
        return progress =>
        {
            if (progress.Step == step && parts.Time.GetElapsedTime(last) < Report)
                return;
            (last, step) = (parts.Time.GetTimestamp(), progress.Step);
            parts.Storage.Jobs.Update(job with
            {
                Result = JsonSerializer.Serialize(new { step, entries = progress.Entries, of = progress.Of }),
            });
        };
    }
}

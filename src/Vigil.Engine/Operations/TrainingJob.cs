using System.Text.Json;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;

namespace Vigil.Engine.Operations;

/// <summary>What to train a model on.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="From">Event time from here, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="To">Event time before here.</param>
public sealed record TrainingJob(string Stream, long? From, long? To)
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    public const string Kind = "train";

    /// <summary>The input of the job.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads the input of a job.</summary>
    public static TrainingJob Decode(byte[] input) => JsonSerializer.Deserialize<TrainingJob>(input)!;
}

/// <summary>Trains models on what the journal has.</summary>
public sealed class TrainingWork(ScoringService service, StoragePorts storage, TimeProvider time) : IJobWork
{
    /// <inheritdoc/>
    public string Kind => TrainingJob.Kind;

    /// <inheritdoc/>
    public int Together => 1;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        var training = TrainingJob.Decode(input);
        if (service.Find(training.Stream) is not { } stream)
            return new JobOutcome(null);
        try
        {
            var model = await ModelTraining.RunAsync(
                storage.Journal, service.Reader.Models, stream, from: training.From, to: training.To, cancellation: stopping)
                .ConfigureAwait(false);
            var stored = await ModelLibrary.AddAsync(storage.Models, model, Microseconds.Now(time), stopping).ConfigureAwait(false);
            return new JobOutcome(JsonSerializer.Serialize(new { version = stored.Version, transactions = stored.Transactions }));
        }
        catch (InvalidOperationException e)
        {
            return new JobOutcome(JsonSerializer.Serialize(new { error = e.Message }), IsFailure: true);
        }
    }
}

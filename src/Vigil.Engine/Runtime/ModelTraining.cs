using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Trains a model on the feature rows that the live path saw, as the journal kept them: nothing is computed anew, so nothing can differ.
/// </summary>
public static class ModelTraining
{
    private const int RowsPerReport = 10_000;

    /// <summary>Trains on the decisions of a stream with the features that it has now. Same range and seed, same model.</summary>
    /// <param name="journal">Where they are.</param>
    /// <param name="models">The model versions.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="options">What to train; null as the stream's file says.</param>
    /// <param name="from">Event time from here, in microseconds since 1970-01-01T00:00:00Z; null from the beginning.</param>
    /// <param name="to">Event time before here; null to the end.</param>
    /// <param name="progress">Told how many rows were read, now and then.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidOperationException">There is no decision in the range.</exception>
    public static Model Run(
        IJournal journal, ModelLibrary models, LiveStream stream, ModelOptions? options = null, long? from = null, long? to = null,
        Action<long>? progress = null, CancellationToken cancellation = default)
    {
        options ??= stream.Definition.Model;
        var trainer = new ModelTrainer(stream.Schema, stream.Features, options);
        var transaction = new Transaction(stream.Schema);
        foreach (var entry in journal.Read(0))
        {
            if (entry.Kind != EntryKind.Decision || entry.Stream != stream.Name
                || models.Get(DecisionRecord.ModelOf(entry.Body.Span)).Mismatch(stream) is not null)
                continue;
            var record = DecisionRecord.Decode(entry.Body.Span, transaction);
            if (transaction.Time < from || transaction.Time >= to)
                continue;
            trainer.Offer(transaction, record.Features);
            if (trainer.Rows % RowsPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(trainer.Rows);
            }
        }
        if (trainer.Rows == 0)
            throw new InvalidOperationException(
                $"The journal has no decision of the stream '{stream.Name}' in that time: nothing to train on.");
        return trainer.Fit(StreamTemplate.WriteForModel(stream.Definition with { Model = options }));
    }
}

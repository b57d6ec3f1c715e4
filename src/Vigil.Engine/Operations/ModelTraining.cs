using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Operations;

/// <summary>
/// Trains a model on the feature rows that the live path saw, as the journal kept them: nothing is computed anew, so nothing can differ.
/// After the stream's definition has changed, they are what the live path would have seen with the one that serves.
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
    public static async ValueTask<Model> RunAsync(
        IJournal journal, ModelLibrary models, LiveStream stream, ModelOptions? options = null, long? from = null, long? to = null,
        Action<long>? progress = null, CancellationToken cancellation = default)
    {
        options ??= stream.Definition.Model;
        var trainer = new ModelTrainer(stream.Schema, stream.Features, options);
        void Offer(Transaction transaction, ReadOnlySpan<double> features)
        {
            if (transaction.Time < from || transaction.Time >= to)
                return;
            trainer.Offer(transaction, features);
            if (trainer.Rows % RowsPerReport != 0)
                return;
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(trainer.Rows);
        }

        if (await HasOtherRowsAsync(journal, models, stream, cancellation).ConfigureAwait(false))
            await ComputeAsync(journal, models, stream, Offer, cancellation).ConfigureAwait(false);
        else
            Read(journal, stream, Offer);
        if (trainer.Rows == 0)
            throw new InvalidOperationException(
                $"The journal has no decision of the stream '{stream.Name}' in that time: nothing to train on.");
        return trainer.Fit(StreamTemplate.WriteForModel(stream.Definition with { Model = options }));
    }

    private static void Read(IJournal journal, LiveStream stream, StreamBuild.RowSink offer)
    {
        var transaction = new Transaction(stream.Schema);
        foreach (var entry in Decisions(journal, stream))
            offer(transaction, DecisionRecord.Decode(entry.Body.Span, transaction).Features);
    }

    // Decisions of another definition have other columns: what theirs would have been follows from the journal.
    private static async ValueTask ComputeAsync(
        IJournal journal, ModelLibrary models, LiveStream stream, StreamBuild.RowSink offer, CancellationToken cancellation)
    {
        var build = new StreamBuild(models, stream, stream, offer);
        build.Begin(journal.FirstSequence - 1);
        foreach (var entry in journal.Read(build.From, journal.LastSequence))
        {
            cancellation.ThrowIfCancellationRequested();
            await build.FoldAsync(entry, cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> HasOtherRowsAsync(
        IJournal journal, ModelLibrary models, LiveStream stream, CancellationToken cancellation)
    {
        var known = new Dictionary<(string, string), bool>();
        foreach (var entry in Decisions(journal, stream))
        {
            var names = DecisionRecord.NamesOf(entry.Body.Span);
            if (!known.TryGetValue(names, out bool isSame))
                known[names] = isSame = HasSameRows(
                    (await models.StreamOfAsync(names, cancellation).ConfigureAwait(false)).Definition, stream.Definition);
            if (!isSame)
                return true;
        }
        return false;
    }

    private static bool HasSameRows(StreamDefinition then, StreamDefinition now) =>
        !StreamComparison.Of(then, now, []).NeedsBuild && then.Schema.TimeZone.Equals(now.Schema.TimeZone)
        && then.Schema.Fields.Length == now.Schema.Fields.Length;

    private static IEnumerable<JournalEntry> Decisions(IJournal journal, LiveStream stream) =>
        journal.Read(0).Where(entry => entry.Kind == EntryKind.Decision && entry.Stream == stream.Name);
}

using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The state of a stream under a definition that it was not served with, folded from the journal: what a service would have that had that
/// definition from the beginning. Not thread-safe.
/// </summary>
/// <param name="models">What the entries name.</param>
/// <param name="stream">The definition.</param>
/// <param name="served">The definition that it takes the place of.</param>
/// <param name="sink">Is given every transaction with its features, where a model is to be learned on the way.</param>
internal sealed class StreamBuild(ModelLibrary models, LiveStream stream, LiveStream served, StreamBuild.RowSink? sink = null)
{
    /// <summary>Takes a transaction, masked, and its features.</summary>
    public delegate void RowSink(Transaction transaction, ReadOnlySpan<double> features);

    private readonly Dictionary<LiveStream, (Reshaping Reshaping, Transaction Masked)> _reshapings = [];
    private readonly ScoringPipeline _pipeline = StreamState.NewPipeline(stream.Definition);
    private readonly bool _keepsIdentifiers = served.Definition.Features.Memory == stream.Definition.Features.Memory;
    private MicroBatch? _batch;

    /// <summary>The last entry that is in it.</summary>
    public long Sequence { get; private set; }

    /// <summary>The entry after which it began; what came before was not kept any more.</summary>
    public long From { get; private set; }

    /// <summary>Where it begins.</summary>
    public void Begin(long from) => (From, Sequence) = (from, from);

    /// <summary>Takes in the next entry of the journal, of whatever stream.</summary>
    /// <exception cref="InvalidDataException">It does not follow, or is damaged.</exception>
    public async ValueTask FoldAsync(JournalEntry entry, CancellationToken cancellation)
    {
        if (entry.Sequence != Sequence + 1)
            throw new InvalidDataException($"The journal has entry {entry.Sequence} after entry {Sequence}: entries between were removed "
                + "while it was read. Apply the stream once more.");
        Sequence = entry.Sequence;
        if (entry.Stream != stream.Name)
            return;
        if (entry.Kind == EntryKind.Decision)
            FoldDecision(
                entry, await models.StreamOfAsync(DecisionRecord.NamesOf(entry.Body.Span), cancellation).ConfigureAwait(false));
        else if (entry.Kind == EntryKind.Label && LabelRecord.Decode(entry.Body.Span) is var label)
            FoldLabel(label, await models.StreamOfAsync((label.Model, label.Definition), cancellation).ConfigureAwait(false));
    }

    /// <summary>
    /// Ends it: the pipeline, which remembers identifiers as the one does that it takes the place of, and goes on with its detectors.
    /// </summary>
    public ScoringPipeline End(ScoringPipeline before)
    {
        _pipeline.TakeDetectors(before);
        if (_keepsIdentifiers)
            _pipeline.TakeSeen(before);
        return _pipeline;
    }

    private void FoldDecision(JournalEntry entry, LiveStream its)
    {
        var (reshaping, masked) = ShapeOf(its);
        DecisionRecord.DecodeTransaction(entry.Body.Span, masked);
        var batch = _batch ??= _pipeline.NewBatch(1);
        batch.Clear();
        reshaping.Fill(masked, batch.Next);
        _pipeline.Sequence = entry.Sequence - 1;
        // What was decided is in the windows, whether it would be told from a repeat today or not.
        if (!_pipeline.Accept(batch, _keepsIdentifiers ? 0 : stream.Personal.IdOfMasked(batch.Next), entry.Received))
            _pipeline.Accept(batch, 0, entry.Received);
        sink?.Invoke(batch.Transactions[0], batch.FeaturesOf(0));
    }

    private void FoldLabel(LabelRecord label, LiveStream its)
    {
        var (reshaping, masked) = ShapeOf(its);
        label.ReadTransaction(masked);
        var transaction = new Transaction(stream.Schema);
        reshaping.Fill(masked, transaction);
        _pipeline.ApplyLabel(transaction, LabelRecord.NumberOf(label.Before));
    }

    private (Reshaping Reshaping, Transaction Masked) ShapeOf(LiveStream from)
    {
        if (!_reshapings.TryGetValue(from, out var found))
            _reshapings[from] = found = (new Reshaping(from, stream, isMasked: true), new Transaction(from.Schema));
        return found;
    }
}

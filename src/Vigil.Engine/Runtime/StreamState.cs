using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Engine.State;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// A stream under one definition and one champion. What changes either makes another one over the same or another pipeline, so that what
/// is on its way to the journal keeps the one that it was accepted under.
/// </summary>
internal sealed class StreamState
{
    private readonly MicroBatch _one;

    /// <param name="stream">The definition.</param>
    /// <param name="pipeline">What holds its state.</param>
    /// <param name="champion">What scores; null before the first promotion.</param>
    /// <param name="since">When the definition came.</param>
    /// <param name="isApplied">Whether it was applied rather than promoted.</param>
    public StreamState(LiveStream stream, ScoringPipeline pipeline, LoadedModel? champion, long since, bool isApplied)
    {
        (Stream, Pipeline, Champion, Since, IsApplied) = (stream, pipeline, champion, since, isApplied);
        if (champion is not null)
            pipeline.Promote(champion.Model, stream.Definition.Policy);
        _one = pipeline.NewBatch(1);
    }

    /// <summary>The definition that serves.</summary>
    public LiveStream Stream { get; }

    public ScoringPipeline Pipeline { get; }

    public LoadedModel? Champion { get; }

    public long Since { get; }

    public bool IsApplied { get; }

    /// <summary>The version of the definition; empty where it is the stream file in the champion.</summary>
    public string Definition => Champion?.Stream.Version == Stream.Version ? "" : Stream.Version;

    /// <summary>It in a snapshot.</summary>
    public StreamHead Head => new(Stream.Name, Champion?.Model.Version ?? "", Definition, Since, IsApplied);

    /// <summary>An empty pipeline for a definition.</summary>
    public static ScoringPipeline NewPipeline(StreamDefinition definition) =>
        new(definition.Schema, definition.Features, definition.Features.Memory.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Takes in a label of a transaction of whatever definition, masked; see <see cref="ScoringPipeline.ApplyLabel"/>.</summary>
    public void ApplyLabel(LiveStream stream, Transaction masked, double before)
    {
        var transaction = masked;
        if (stream != Stream)
            new Reshaping(stream, Stream, isMasked: true).Fill(masked, transaction = new Transaction(Stream.Schema));
        Pipeline.ApplyLabel(transaction, before);
    }

    /// <summary>Takes in a decision's transaction; returns the batch with its feature row.</summary>
    public MicroBatch Fold(JournalEntry entry)
    {
        _one.Clear();
        DecisionRecord.DecodeTransaction(entry.Body.Span, _one.Next);
        Pipeline.Sequence = entry.Sequence - 1;
        if (!Pipeline.Accept(_one, Stream.Personal.IdOfMasked(_one.Next), entry.Received))
            throw new InvalidDataException(
                $"The journal has the transaction of entry {entry.Sequence} twice: restore it from a backup.");
        return _one;
    }
}

using Vigil.Detection.Persistence;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// All state of the sequencer: a fold over the journal. Live, after a restart and in a replay it is the same object that takes the same
/// entries in the same order. Not thread-safe.
/// </summary>
public sealed class StreamStates
{
    private const int Format = 1;
    private readonly ModelLibrary _models;
    private readonly Dictionary<string, StreamState> _streams = [];
    private int _size;

    /// <summary>The state before the first entry.</summary>
    public StreamStates(ModelLibrary models) => _models = models;

    /// <summary>The last entry that is in it.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When that entry was taken in; see <see cref="JournalEntry.Received"/>.</summary>
    public long Received { get; internal set; }

    internal IEnumerable<StreamState> Streams => _streams.Values;

    /// <summary>A hash of all state: equal states continue with equal bits.</summary>
    public byte[] Fingerprint() => System.Security.Cryptography.SHA256.HashData(Save().Written);

    /// <summary>Takes in the next entry.</summary>
    /// <exception cref="InvalidDataException">It does not follow, or is damaged.</exception>
    public void Fold(JournalEntry entry)
    {
        Step(entry);
        if (entry.Kind == EntryKind.Promotion)
            Promote(_models.Get(PromotionRecord.Decode(entry.Body.Span).Model));
        else if (entry.Kind == EntryKind.Decision)
            Require(entry.Stream).Fold(entry);
        else if (entry.Kind == EntryKind.Label)
            FoldLabel(entry);
    }

    /// <summary>The snapshot of everything.</summary>
    public ModelWriter Save()
    {
        // Taking a snapshot holds up the sequencer, and most of the time would go into growing.
        var writer = new ModelWriter((int)Math.Min(_size * 5L / 4, Array.MaxLength));
        writer.Write(Format);
        writer.Write(Sequence);
        writer.Write(Received);
        writer.Write(_streams.Count);
        foreach (var (name, state) in _streams.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write(state.Pipeline.Model!.Version);
            state.Pipeline.Save(writer);
        }
        _size = writer.Written.Length;
        return writer;
    }

    /// <summary>The state in a snapshot.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such snapshot.</exception>
    public static StreamStates Load(ModelLibrary models, ReadOnlyMemory<byte> bytes)
    {
        var reader = new ModelReader(bytes);
        if (reader.ReadInt32() is var format && format != Format)
            throw new InvalidDataException($"A snapshot has format {format}; this program reads {Format}.");
        var states = new StreamStates(models)
        {
            Sequence = reader.ReadInt64(),
            Received = reader.ReadInt64(),
            _size = bytes.Length,
        };
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            string name = reader.ReadString();
            var state = states.Promote(models.Get(reader.ReadString()));
            state.Pipeline.Restore(reader);
            if (state.Stream.Name != name)
                throw new InvalidDataException($"A snapshot has the state of '{name}' beside a model of '{state.Stream.Name}'.");
        }
        return states;
    }

    /// <summary>For a decision, what <see cref="Fold"/> does but for the state that it returns, whose turn it is then.</summary>
    internal StreamState Next(JournalEntry decision)
    {
        Step(decision);
        return Require(decision.Stream);
    }

    internal StreamState? Find(string stream) => _streams.GetValueOrDefault(stream);

    internal StreamState Promote(LoadedModel loaded)
    {
        if (!_streams.TryGetValue(loaded.Stream.Name, out var state))
            return _streams[loaded.Stream.Name] = new StreamState(loaded);
        state.Pipeline.Promote(loaded.Model, loaded.PolicyOptions);
        return state;
    }

    private StreamState Require(string stream) => Find(stream) ?? throw new InvalidDataException(
        $"The journal has an entry of the stream '{stream}' before any model of it was promoted: restore it from a backup.");

    private void Step(JournalEntry entry)
    {
        if (entry.Sequence != Sequence + 1)
            throw new InvalidDataException(
                $"The journal has entry {entry.Sequence} after entry {Sequence}: entries between are missing. Restore it from a backup.");
        (Sequence, Received) = (entry.Sequence, entry.Received);
    }

    private void FoldLabel(JournalEntry entry)
    {
        var label = LabelRecord.Decode(entry.Body.Span);
        var transaction = new Transaction(_models.Get(label.Model).Stream.Schema);
        LabelRecord.DecodeTransaction(entry.Body.Span, transaction);
        Require(entry.Stream).Pipeline.ApplyLabel(transaction, LabelRecord.NumberOf(label.Before));
    }
}

/// <summary>The state of one stream.</summary>
internal sealed class StreamState
{
    private readonly MicroBatch _one;

    public StreamState(LoadedModel loaded)
    {
        Stream = loaded.Stream;
        Pipeline = new ScoringPipeline(
            Stream.Schema, Stream.Definition.Features, loaded.Model, loaded.PolicyOptions);
        _one = Pipeline.NewBatch(1);
    }

    public LiveStream Stream { get; }

    public ScoringPipeline Pipeline { get; }

    /// <summary>Takes in a decision's transaction; returns the batch with its feature row.</summary>
    public MicroBatch Fold(JournalEntry entry)
    {
        _one.Clear();
        DecisionRecord.DecodeTransaction(entry.Body.Span, _one.Next);
        Pipeline.Sequence = entry.Sequence - 1;
        if (!Pipeline.Accept(_one))
            throw new InvalidDataException(
                $"The journal has the transaction of entry {entry.Sequence} twice: restore it from a backup.");
        return _one;
    }
}

using System.Security.Cryptography;
using Vigil.Detection.Persistence;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// All state of the sequencer: a fold over the journal. Live, after a restart and in a replay it is the same object that takes the same
/// entries in the same order. Not thread-safe.
/// </summary>
public sealed class StreamStates
{
    private readonly ModelLibrary _models;
    private readonly Dictionary<string, StreamState> _streams = [];
    private StateManifest? _saved;

    /// <summary>The state before the first entry.</summary>
    public StreamStates(ModelLibrary models) => _models = models;

    /// <summary>The last entry that is in it.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When that entry was taken in; see <see cref="JournalEntry.Received"/>.</summary>
    public long Received { get; internal set; }

    internal IEnumerable<StreamState> Streams => _streams.Values;

    /// <summary>A hash of all state: equal states continue with equal bits. Reads all of it.</summary>
    public byte[] Fingerprint()
    {
        using var image = new StateImage(Head, null, Parts);
        using var hash = SHA256.Create();
        using var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        stream.Write(image.Write(new SegmentWriter(1, stream)).Encode());
        stream.FlushFinalBlock();
        return hash.Hash!;
    }

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

    /// <summary>All state as it is now, to be written by another thread. It must be disposed before the next one is taken.</summary>
    public StateImage Capture() => new(Head, _saved, Parts);

    /// <summary>That an image is on disk: the next one writes only what changes from here on. Said before it is taken.</summary>
    public void Saved(StateImage image, StateManifest manifest)
    {
        image.Saved();
        _saved = manifest;
    }

    /// <summary>That what was saved is gone: the next image writes everything. Said before it is taken.</summary>
    public void Unsaved() => _saved = null;

    /// <summary>The state that was saved.</summary>
    /// <param name="models">The models that it names.</param>
    /// <param name="saved">It.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of other streams.</exception>
    public static StreamStates Load(ModelLibrary models, SavedState saved)
    {
        if (saved.Manifest is not { } manifest)
            return LoadEarlier(models, new ModelReader(saved.Earlier));
        var states = new StreamStates(models)
        {
            Sequence = manifest.Head.Sequence,
            Received = manifest.Head.Received,
            _saved = manifest,
        };
        foreach (var (name, model) in manifest.Head.Streams)
            states.Add(models, name, model);
        new StateLoader(saved.Segment).Load(manifest, [.. states.Parts]);
        return states;
    }

    // As it was before state lived in pages.
    private static StreamStates LoadEarlier(ModelLibrary models, ModelReader reader)
    {
        if (reader.ReadInt32() is var format && format != 1)
            throw new InvalidDataException($"A snapshot has format {format}; this program reads 1.");
        var states = new StreamStates(models) { Sequence = reader.ReadInt64(), Received = reader.ReadInt64() };
        for (int count = reader.ReadInt32(); count > 0; count--)
            states.Add(models, reader.ReadString(), reader.ReadString()).Pipeline.ReadEarlier(reader, states.Received);
        return states;
    }

    private StreamState Add(ModelLibrary models, string name, string model)
    {
        var state = Promote(models.Get(model));
        return state.Stream.Name == name ? state
            : throw new InvalidDataException($"A snapshot has the state of '{name}' beside a model of '{state.Stream.Name}'.");
    }

    private StateHead Head => new(Sequence, Received, [.. Ordered.Select(s => (s.Key, s.Value.Pipeline.Model!.Version))]);

    private IEnumerable<StatePart> Parts =>
        Ordered.SelectMany(s => s.Value.Pipeline.Parts.Select(part => part with { Name = $"{s.Key}: {part.Name}" }));

    private IEnumerable<KeyValuePair<string, StreamState>> Ordered => _streams.OrderBy(s => s.Key, StringComparer.Ordinal);

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
        label.ReadTransaction(transaction);
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
            Stream.Schema, Stream.Definition.Features, Stream.Definition.Features.Memory.Ticks / TimeSpan.TicksPerMicrosecond);
        Pipeline.Promote(loaded.Model, loaded.PolicyOptions);
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
        if (!Pipeline.Accept(_one, Stream.Personal.IdOfMasked(_one.Next), entry.Received))
            throw new InvalidDataException(
                $"The journal has the transaction of entry {entry.Sequence} twice: restore it from a backup.");
        return _one;
    }
}

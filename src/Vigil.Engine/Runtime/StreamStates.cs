using System.Security.Cryptography;
using Vigil.Detection.Persistence;
using Vigil.Engine.Decisions;
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
    private readonly IJournal _journal;
    private readonly Dictionary<string, StreamState> _streams = [];
    private readonly string? _only;
    private StateManifest? _saved;

    /// <summary>The state before the first entry.</summary>
    /// <param name="models">What the entries name.</param>
    /// <param name="journal">Where they come from: the state that a definition needs is read from it again.</param>
    /// <param name="only">The one stream whose state is wanted, to recompute its decisions; null for all of them.</param>
    public StreamStates(ModelLibrary models, IJournal journal, string? only = null) => (_models, _journal, _only) = (models, journal, only);

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
        if (_only is not null && entry.Stream != _only)
            return;
        if (entry.Kind == EntryKind.Promotion)
            FoldPromotion(entry);
        else if (entry.Kind == EntryKind.Definition)
            FoldDefinition(entry);
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
    /// <param name="models">What it names.</param>
    /// <param name="journal">See the constructor.</param>
    /// <param name="saved">It.</param>
    /// <param name="only">See the constructor.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of other streams.</exception>
    public static StreamStates Load(ModelLibrary models, IJournal journal, SavedState saved, string? only = null)
    {
        if (saved.Manifest is not { } manifest)
            return LoadEarlier(models, journal, new ModelReader(saved.Earlier));
        var states = new StreamStates(models, journal, only)
        {
            Sequence = manifest.Head.Sequence,
            Received = manifest.Head.Received,
            _saved = manifest,
        };
        foreach (var head in manifest.Head.Streams.Where(head => only is null || head.Stream == only))
            states.Add(head);
        new StateLoader(saved.Segment).Load(manifest, [.. states.Parts]);
        return states;
    }

    // As it was before state lived in pages.
    private static StreamStates LoadEarlier(ModelLibrary models, IJournal journal, ModelReader reader)
    {
        if (reader.ReadInt32() is var format && format != 1)
            throw new InvalidDataException($"A snapshot has format {format}; this program reads 1.");
        var states = new StreamStates(models, journal) { Sequence = reader.ReadInt64(), Received = reader.ReadInt64() };
        for (int count = reader.ReadInt32(); count > 0; count--)
            states.Add(new StreamHead(reader.ReadString(), reader.ReadString(), "", 0, IsApplied: false))
                .Pipeline.ReadEarlier(reader, states.Received);
        return states;
    }

    private StreamState Add(StreamHead head)
    {
        var champion = head.Model.Length > 0 ? Get(head.Model) : null;
        var stream = StreamOf((head.Model, head.Definition));
        return stream.Name == head.Stream
            ? Set(new StreamState(stream, StreamState.NewPipeline(stream.Definition), champion, head.Since, head.IsApplied))
            : throw new InvalidDataException($"A snapshot has the state of '{head.Stream}' beside a definition of '{stream.Name}'.");
    }

    private StateHead Head => new(Sequence, Received, [.. Ordered.Select(s => s.Value.Head)]);

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

    /// <summary>Serves a stream with a definition, a champion, or both.</summary>
    /// <param name="stream">The definition.</param>
    /// <param name="champion">What scores it; null before the first promotion.</param>
    /// <param name="isApplied">Whether the definition was applied rather than promoted; as before when it is the same.</param>
    /// <param name="received">When.</param>
    /// <param name="built">The pipeline that was built for it; null where the stream goes on with the one that it has.</param>
    internal StreamState Serve(LiveStream stream, LoadedModel? champion, bool isApplied, long received, ScoringPipeline? built = null)
    {
        if (Find(stream.Name) is not { } before)
            return Set(new StreamState(stream, StreamState.NewPipeline(stream.Definition), champion, received, isApplied));
        bool isSame = before.Stream == stream;
        if (built is not null)
            // What is on disk are pages of the other pipeline.
            Unsaved();
        else if (!isSame)
            before.Pipeline.Continue(stream.Schema);
        return Set(new StreamState(
            stream, built ?? before.Pipeline, champion, isSame ? before.Since : received, isSame ? before.IsApplied : isApplied));
    }

    private StreamState Set(StreamState state) => _streams[state.Stream.Name] = state;

    private void FoldPromotion(JournalEntry entry)
    {
        var record = PromotionRecord.Decode(entry.Body.Span);
        var stream = StreamOf((record.Model, record.Definition));
        Serve(stream, Get(record.Model), isApplied: false, entry.Received, Build(stream, record.From, entry));
    }

    private void FoldDefinition(JournalEntry entry)
    {
        var record = DefinitionRecord.Decode(entry.Body.Span);
        var stream = _models.Define(record.Text);
        Serve(stream, Find(entry.Stream)?.Champion, isApplied: true, entry.Received, Build(stream, record.From, entry));
    }

    // As it was when the entry was written: from the same entries.
    private ScoringPipeline? Build(LiveStream stream, long from, JournalEntry entry)
    {
        if (from == DefinitionRecord.GoesOn || Find(stream.Name) is not { } before)
            return null;
        if (_journal.FirstSequence > from + 1)
            throw new InvalidDataException($"The state of the stream '{stream.Name}' was built from entry {from + 1} on when its "
                + $"definition changed, and the journal begins at {_journal.FirstSequence}: a snapshot after entry {entry.Sequence} is "
                + "needed. Restore the store from a backup.");
        var build = new StreamBuild(_models, stream, before.Stream);
        build.Begin(from);
        foreach (var earlier in _journal.Read(from, entry.Sequence - 1))
            build.FoldAsync(earlier, CancellationToken.None).OnOwnThread();
        return build.End(before.Pipeline);
    }

    // State is folded on threads that do nothing else.
    private LoadedModel Get(string version) => _models.GetAsync(version, CancellationToken.None).OnOwnThread();

    private LiveStream StreamOf((string Model, string Definition) names) =>
        _models.StreamOfAsync(names, CancellationToken.None).OnOwnThread();

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
        var (stream, state) = (StreamOf((label.Model, label.Definition)), Require(entry.Stream));
        var transaction = new Transaction(stream.Schema);
        label.ReadTransaction(transaction);
        state.ApplyLabel(stream, transaction, LabelRecord.NumberOf(label.Before));
    }
}

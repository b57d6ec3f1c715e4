using System.Collections.Concurrent;
using Vigil.Engine.Models;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Decisions;

/// <summary>
/// The stored model versions and stream definitions, each read once and kept: all that a decision names. Thread-safe.
/// </summary>
/// <param name="versions">The model versions.</param>
/// <param name="definitions">The stream definitions that were applied.</param>
/// <param name="key">What the hashes of personal fields are derived from.</param>
public sealed class ModelLibrary(IModelStore versions, IDefinitionStore definitions, MasterKey key)
{
    private readonly KeyedHash _hash = new(key);
    private readonly ConcurrentDictionary<string, LoadedModel> _models = new();
    private readonly ConcurrentDictionary<string, LiveStream> _streams = new();

    /// <summary>A version.</summary>
    /// <exception cref="InvalidDataException">It is not kept, or is damaged.</exception>
    public async ValueTask<LoadedModel> GetAsync(string version, CancellationToken cancellation) =>
        await FindAsync(version, cancellation).ConfigureAwait(false) ?? throw new InvalidDataException(
            $"The model version {version} is not in the store, though the journal names it: restore the store from a backup.");

    /// <summary>A version, or null when it is not kept.</summary>
    public ValueTask<LoadedModel?> FindAsync(string version, CancellationToken cancellation) =>
        _models.TryGetValue(version, out var loaded) ? new(loaded) : LoadAsync(version, cancellation);

    /// <summary>The stream as a record names it.</summary>
    /// <param name="names">The model version, and the definition; empty where it is the stream file in the model.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="InvalidDataException">It is not kept, or is damaged.</exception>
    public ValueTask<LiveStream> StreamOfAsync((string Model, string Definition) names, CancellationToken cancellation)
    {
        if (names.Definition.Length > 0)
            return DefinitionAsync(names.Definition, cancellation);
        return _models.TryGetValue(names.Model, out var loaded) ? new(loaded.Stream) : StreamOfModelAsync(names.Model, cancellation);
    }

    /// <summary>A definition that was applied.</summary>
    /// <exception cref="InvalidDataException">It is not kept, or is damaged.</exception>
    public ValueTask<LiveStream> DefinitionAsync(string version, CancellationToken cancellation) =>
        _streams.TryGetValue(version, out var stream) ? new(stream) : LoadDefinitionAsync(version, cancellation);

    /// <summary>The stream of a definition's text.</summary>
    /// <exception cref="InvalidDataException">The text is no whole stream.</exception>
    public LiveStream Define(string text) => _streams.GetOrAdd(
        LiveStream.VersionOf(text), _ => new LiveStream(Read(text, "the stream definition"), text, _hash));

    /// <summary>The stream of a definition.</summary>
    public LiveStream Define(StreamDefinition definition) => Define(StreamTemplate.WriteForModel(definition));

    /// <summary>Keeps a trained model.</summary>
    /// <param name="store">Where.</param>
    /// <param name="model">The model; its stream file names the stream.</param>
    /// <param name="time">When, in microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static async ValueTask<StoredModel> AddAsync(IModelStore store, Model model, long time, CancellationToken cancellation)
    {
        using var file = new MemoryStream();
        model.Save(file);
        var training = model.Training;
        var stored = new StoredModel(
            model.Version, Definition(model).Name, time, training.Transactions, training.From, training.To, training.Seed, null, false);
        await store.AddAsync(stored, file.ToArray(), cancellation).ConfigureAwait(false);
        return stored;
    }

    private static StreamDefinition Definition(Model model)
    {
        var definition = Read(model.Stream, "the stream file in the model");
        return definition.Features.Features.Select(f => f.Name).SequenceEqual(model.Features) ? definition : throw new InvalidDataException(
            $"The model {model.Version} was trained on other features than its stream file gives in this program: train it again.");
    }

    private static StreamDefinition Read(string text, string name)
    {
        var loaded = StreamYaml.Load([(name, text)]);
        return loaded.Definition ?? throw new InvalidDataException(string.Join('\n', loaded.Errors.Select(e => e.ToString())));
    }

    private async ValueTask<LoadedModel?> LoadAsync(string version, CancellationToken cancellation) =>
        await versions.ReadAsync(version, cancellation).ConfigureAwait(false) is { } file ? _models.GetOrAdd(version, Load(file)) : null;

    private async ValueTask<LiveStream> StreamOfModelAsync(string version, CancellationToken cancellation) =>
        (await GetAsync(version, cancellation).ConfigureAwait(false)).Stream;

    private async ValueTask<LiveStream> LoadDefinitionAsync(string version, CancellationToken cancellation) =>
        await definitions.FindAsync(version, cancellation).ConfigureAwait(false) is { } stored ? Define(stored.Text)
            : throw new InvalidDataException($"The stream definition {version} is not in the store, though the journal names it: "
                + "restore the store from a backup.");

    private LoadedModel Load(byte[] file)
    {
        var model = Model.Load(new MemoryStream(file));
        var definition = Definition(model);
        var stream = _streams.GetOrAdd(
            LiveStream.VersionOf(model.Stream), _ => new LiveStream(definition, model.Stream, _hash));
        return new LoadedModel(model, stream);
    }
}

/// <summary>A model version in memory.</summary>
/// <param name="Model">The model.</param>
/// <param name="Stream">The stream as it was trained; shared by versions that were trained with the same stream file.</param>
public sealed record LoadedModel(Model Model, LiveStream Stream)
{
    /// <summary>The model with the policy of its stream file resolved.</summary>
    public ModelSnapshot Snapshot => Stream.SnapshotOf(Model);

    /// <summary>Why its stream cannot be served, or null: a number in features stays readable there, so it cannot be erased.</summary>
    public string? Unservable() => PersonalNumber.Of(Stream.Definition);

    /// <summary>Whether it can score transactions of a definition: that computes all that it reads, and perhaps more.</summary>
    public bool Fits(StreamDefinition definition) => Stream.Features.All(f =>
        definition.Features.Features.Any(other => other.Name == f.Name && other.Fingerprint == f.Fingerprint));
}

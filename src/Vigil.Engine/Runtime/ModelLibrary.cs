using System.Collections.Concurrent;
using Vigil.Engine.Features;
using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>The stored model versions, each read once and kept, with the stream that it was trained for. Thread-safe.</summary>
public sealed class ModelLibrary(IModelStore store, MasterKey key)
{
    private readonly KeyedHash _hash = new(key);
    private readonly ConcurrentDictionary<string, LoadedModel> _models = new();
    private readonly ConcurrentDictionary<string, LiveStream> _streams = new();

    /// <summary>A version.</summary>
    /// <exception cref="InvalidDataException">It is not kept, or is damaged.</exception>
    public LoadedModel Get(string version) => Find(version) ?? throw new InvalidDataException(
        $"The model version {version} is not in the store, though the journal names it: restore the store from a backup.");

    /// <summary>A version, or null when it is not kept.</summary>
    public LoadedModel? Find(string version)
    {
        if (_models.TryGetValue(version, out var loaded))
            return loaded;
        return store.Read(version) is { } file ? _models.GetOrAdd(version, Load(file)) : null;
    }

    /// <summary>Keeps a trained model.</summary>
    /// <param name="store">Where.</param>
    /// <param name="model">The model; its stream file names the stream.</param>
    /// <param name="time">When, in microseconds since 1970-01-01T00:00:00Z.</param>
    public static StoredModel Add(IModelStore store, Model model, long time)
    {
        using var file = new MemoryStream();
        model.Save(file);
        var training = model.Training;
        var stored = new StoredModel(
            model.Version, Definition(model).Name, time, training.Transactions, training.From, training.To, training.Seed, null, false);
        store.Add(stored, file.ToArray());
        return stored;
    }

    private static StreamDefinition Definition(Model model)
    {
        var loaded = StreamYaml.Load([("the stream file in the model", model.Stream)]);
        var definition = loaded.Definition ?? throw new InvalidDataException(string.Join('\n', loaded.Errors.Select(e => e.ToString())));
        return definition.Features.Features.Select(f => f.Name).SequenceEqual(model.Features) ? definition : throw new InvalidDataException(
            $"The model {model.Version} was trained on other features than its stream file gives in this program: train it again.");
    }

    private LoadedModel Load(byte[] file)
    {
        var model = Model.Load(new MemoryStream(file));
        var definition = Definition(model);
        var stream = _streams.GetOrAdd(model.Stream, _ => new LiveStream(definition, _hash));
        return new LoadedModel(model, stream, definition.Policy, ModelSnapshot.Of(model, definition.Policy));
    }
}

/// <summary>A model version in memory.</summary>
/// <param name="Model">The model.</param>
/// <param name="Stream">Its stream; shared by versions that were trained with the same stream file.</param>
/// <param name="PolicyOptions">The policy of its stream file.</param>
/// <param name="Snapshot">The model with that policy resolved.</param>
public sealed record LoadedModel(Model Model, LiveStream Stream, PolicyOptions PolicyOptions, ModelSnapshot Snapshot)
{
    /// <summary>Why its stream cannot be served, or null: a number in features stays readable there, so it cannot be erased.</summary>
    public string? Unservable()
    {
        var personal = Stream.Schema.Fields.FirstOrDefault(f => f.IsPersonal && f.Type == FieldType.Number && IsInFeatures(f));
        return personal is null ? null
            : $"The stream {Stream.Name} computes features from the personal number '{personal.Name}', which could not be erased: "
                + "take it out of the personal fields, or out of the features.";
    }

    /// <summary>Why transactions of <paramref name="other"/> cannot be scored by it, or null.</summary>
    public string? Mismatch(LiveStream other)
    {
        if (!Model.Features.SequenceEqual(other.Features.Select(f => f.Name)))
            return $"The version {Model.Version} was trained on other features than the stream {other.Name} has.";
        if (!HasSameWindows(other))
            return $"The version {Model.Version} was trained with other windows, lateness, edition or time zone than {other.Name} has.";
        return Stream.Schema.Fields.SequenceEqual(other.Schema.Fields)
            ? null : $"The version {Model.Version} was trained on other fields than the stream {other.Name} has.";
    }

    // State is the same whether it comes from a snapshot or from the first promotion on only if every version computes it alike.
    private bool HasSameWindows(LiveStream other) =>
        Stream.Definition.Features.Lateness == other.Definition.Features.Lateness
        && Stream.Definition.Features.Memory == other.Definition.Features.Memory
        && Stream.Schema.TimeZone.Equals(other.Schema.TimeZone)
        && Stream.Features.Select(f => f.Fingerprint).SequenceEqual(other.Features.Select(f => f.Fingerprint));

    private bool IsInFeatures(Field number) => Stream.Features.Any(f => f.Field == number.Name
        || (f.Aggregation is Aggregation.Distance or Aggregation.Speed && number.Role is FieldRole.Latitude or FieldRole.Longitude));
}

using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Engine.State;
using Vigil.Engine.Streams;

namespace Vigil.Bench.Live;

/// <summary>A store that keeps nothing but models and definitions: what the service costs without one.</summary>
internal sealed class ForgetfulStore : IJournal, IEntityKeyStore, ISnapshotStore, IModelStore, IDefinitionStore
{
    private readonly Dictionary<string, (StoredModel Model, byte[] File)> _models = [];
    private readonly Dictionary<string, StoredDefinition> _definitions = [];

    /// <summary>The ports; those that a service does not touch while it scores are not there.</summary>
    public static StoragePorts Create()
    {
        var store = new ForgetfulStore();
        return new StoragePorts
        {
            Journal = store, EntityKeys = store, Snapshots = store, Models = store, Definitions = store,
            Projections = null!, Decisions = null!,
        };
    }

    public long LastSequence { get; private set; }

    public long FirstSequence => 1;

    public void Append(JournalBatch batch) => LastSequence = batch.Entries[^1].Sequence;

    public IEnumerable<JournalBatch> ReadBatches(long after) => [];

    public JournalEntry? Find(long sequence) => null;

    byte[]? IEntityKeyStore.Find(UInt128 entity) => null;

    public StateManifest Save(StateImage state, CancellationToken cancellation = default) =>
        state.Write(new SegmentWriter(1, Stream.Null), cancellation);

    public IReadOnlyList<long> Sequences() => [];

    public SavedState Open(long sequence) => throw new InvalidDataException("There are none.");

    public bool Add(StoredModel model, ReadOnlyMemory<byte> file) => _models.TryAdd(model.Version, (model, file.ToArray()));

    public IReadOnlyList<StoredModel> List(string? stream = null) => [.. _models.Values.Select(stored => stored.Model)];

    public byte[]? Read(string version) => _models.GetValueOrDefault(version).File;

    public void Add(StoredDefinition definition) => _definitions.TryAdd(definition.Version, definition);

    StoredDefinition? IDefinitionStore.Find(string version) => _definitions.GetValueOrDefault(version);
}

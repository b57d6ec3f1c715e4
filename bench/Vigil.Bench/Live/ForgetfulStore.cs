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

    public ValueTask<JournalEntry?> FindAsync(long sequence, CancellationToken cancellation) => default;

    ValueTask<byte[]?> IEntityKeyStore.FindAsync(UInt128 entity, CancellationToken cancellation) => default;

    public ValueTask<StateManifest> SaveAsync(StateImage state, CancellationToken cancellation) =>
        new(state.Write(new SegmentWriter(1, Stream.Null), cancellation));

    public ValueTask<IReadOnlyList<long>> SequencesAsync(CancellationToken cancellation) => new([]);

    public ValueTask<SavedState> OpenAsync(long sequence, CancellationToken cancellation) =>
        throw new InvalidDataException("There are none.");

    public ValueTask<bool> AddAsync(StoredModel model, ReadOnlyMemory<byte> file, CancellationToken cancellation) =>
        new(_models.TryAdd(model.Version, (model, file.ToArray())));

    public ValueTask<IReadOnlyList<StoredModel>> ListAsync(string? stream, CancellationToken cancellation) =>
        new([.. _models.Values.Select(stored => stored.Model)]);

    public ValueTask<byte[]?> ReadAsync(string version, CancellationToken cancellation) => new(_models.GetValueOrDefault(version).File);

    public ValueTask AddAsync(StoredDefinition definition, CancellationToken cancellation)
    {
        _definitions.TryAdd(definition.Version, definition);
        return default;
    }

    ValueTask<StoredDefinition?> IDefinitionStore.FindAsync(string version, CancellationToken cancellation) =>
        new(_definitions.GetValueOrDefault(version));
}

using Vigil.Detection.Numerics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Segments;
using Vigil.Engine.Models;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Engine.Tests.Journal.Segments;

namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>
/// The real journal of files on a simulated disk, and beside it what a database would hold: data keys and models, which are durable at
/// once, and tables that follow the journal, of which a crash takes the end.
/// </summary>
internal sealed class SimulatedStore(MasterKey key, SeededRandom random)
    : IJournal, IEntityKeyStore, IModelStore, IDefinitionStore, IDisposable
{
    private readonly Dictionary<UInt128, byte[]> _keys = [];
    private readonly Dictionary<string, (StoredModel Model, byte[] File)> _models = [];
    private readonly Dictionary<string, StoredDefinition> _definitions = [];
    private SegmentLog? _log;
    private uint _salt;

    public SimulatedDisk Disk { get; } = new(new Random(random.NextInt(int.MaxValue)));

    public SimulatedSnapshots Snapshots { get; } = new(random);

    /// <summary>Who is told before anything is written: the power may go.</summary>
    public Action Writing { get; set; } = () => { };

    /// <summary>The tables.</summary>
    public SimulatedTables Tables { get; private set; } = null!;

    public StoragePorts Ports { get; private set; } = null!;

    public long LastSequence => _log!.LastSequence;

    public long FirstSequence => _log!.FirstSequence;

    /// <summary>Opens it, as a process does that starts.</summary>
    public void Open()
    {
        _log?.Dispose();
        _log = new SegmentLog(Disk, () => ++_salt, isReadOnly: false, smallest: 1 << 14, new AtOnce());
        Ports = new StoragePorts
        {
            Journal = this, EntityKeys = this, Models = this, Definitions = this, Snapshots = Snapshots,
            Projections = null!, Decisions = null!,
        };
        Tables = new SimulatedTables(this, new ColumnReader(Ports.Library(key)), Tables);
        Ports = Ports with { Decisions = Tables };
    }

    public void Dispose() => _log?.Dispose();

    /// <summary>The power goes.</summary>
    public void Crash()
    {
        Disk.Crash();
        Tables.Crash(random);
    }

    public void Append(JournalBatch batch)
    {
        Writing();
        try
        {
            foreach (var created in batch.NewKeys)
                _keys.Add(created.Entity, created.Wrapped);
            Writing();
            _log!.Append(batch);
        }
        catch (IOException e)
        {
            throw new StorageException(e.Message, e);
        }
        Writing();
        if (batch.Entries.Any(entry => entry.Kind == EntryKind.Erasure))
            Tables.CatchUp();
    }

    public IEnumerable<JournalBatch> ReadBatches(long after) => _log!.Read(after);

    public JournalEntry? Find(long sequence) => _log!.Find(sequence);

    public ValueTask<JournalEntry?> FindAsync(long sequence, CancellationToken cancellation) => new(Find(sequence));

    /// <summary>Deletes a data key.</summary>
    public void Erase(UInt128 entity) => _keys.Remove(entity);

    ValueTask<byte[]?> IEntityKeyStore.FindAsync(UInt128 entity, CancellationToken cancellation) =>
        new(_keys.GetValueOrDefault(entity));

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
